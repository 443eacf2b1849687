extension CovarianceMatrixAdaptation {
  /// The constants of CMA-ES for a dimension and a population.
  ///
  /// Follows table 1 of Hansen's tutorial, with its symbols in brackets.
  public struct Constants: Equatable, Sendable {
    /// The number of points of a generation (λ).
    public let population: Int

    /// The weight of each point, the best first; those of the worse half are negative (w).
    public let weights: [Double]

    /// The variance effective selection mass of the positive weights (μ_eff).
    public let effectiveParents: Double

    /// The rate of decay of the step size's path (c_σ).
    public let stepPathRate: Double

    /// The damping of the step size (d_σ).
    public let stepDamping: Double

    /// The rate of decay of the mean's path (c_c).
    public let pathRate: Double

    /// The learning rate of the rank-one update (c_1).
    public let rankOneRate: Double

    /// The learning rate of the rank-μ update (c_μ).
    public let rankManyRate: Double

    /// The approximate expected length of a standard normal vector (E‖N(0, I)‖).
    public let expectedLength: Double

    /// The number of generations between eigendecompositions.
    public let generationsOfAxes: Int

    /// Computes the constants.
    ///
    /// - Parameters:
    ///   - dimension: The number of coordinates, positive.
    ///   - population: At least 4, or nil for 4 + ⌊3 log *n*⌋.
    public init(dimension: Int, population: Int? = nil) {
      precondition(dimension > 0, "a positive dimension is expected, got \(dimension)")
      let n = Double(dimension)
      let lambda = population ?? 4 + Int(3 * log(n))
      precondition(lambda >= 4, "a population of at least 4 is expected, got \(lambda)")
      let raw = (1...lambda).map { log((Double(lambda) + 1) / 2) - log(Double($0)) }
      let parents = raw.prefix(lambda / 2)
      let rest = raw.dropFirst(lambda / 2)
      func effective(_ weights: ArraySlice<Double>) -> Double {
        let sum = weights.reduce(0, +)
        return sum * sum / weights.reduce(0) { $0 + $1 * $1 }
      }
      let mu = effective(parents)
      let one = 2 / ((n + 1.3) * (n + 1.3) + mu)
      let many = min(1 - one, 2 * (0.25 + mu + 1 / mu - 2) / ((n + 2) * (n + 2) + mu))
      let shrink = min(
        1 + one / many, 1 + 2 * effective(rest) / (mu + 2), (1 - one - many) / (n * many))
      let positive = raw.reduce(0) { $0 + max($1, 0) }
      let negative = raw.reduce(0) { $0 - min($1, 0) }

      self.population = lambda
      weights = raw.map { $0 >= 0 ? $0 / positive : shrink * $0 / negative }
      effectiveParents = mu
      let stepRate = (mu + 2) / (n + mu + 5)
      stepPathRate = stepRate
      stepDamping = 1 + 2 * max(0, ((mu - 1) / (n + 1)).squareRoot() - 1) + stepRate
      pathRate = (4 + mu / n) / (n + 4 + 2 * mu / n)
      rankOneRate = one
      rankManyRate = many
      expectedLength = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
      generationsOfAxes = max(1, Int(1 / ((one + many) * n * 10)))
    }
  }
}
