/// The covariance matrix adaptation evolution strategy, CMA-ES, for functions without gradients.
///
/// Follows Hansen (2016), *The CMA Evolution Strategy: A Tutorial*, figure 6 and table 1
/// <https://arxiv.org/abs/1604.00772>, negative weights included. Differs in bounding the growth of the
/// step size in one generation to a factor of e. It minimises, and is invariant under increasing
/// transforms of the values.
public struct CovarianceMatrixAdaptation: Sendable {
  /// The constants, which depend on the dimension and the population alone.
  public let constants: Constants

  /// The mean of the next generation, the estimate of the optimum, `[dimension]`.
  public private(set) var mean: [Double]

  /// The overall standard deviation σ of the next generation.
  public private(set) var stepSize: Double

  /// The shape C of the next generation, `[dimension, dimension]`.
  public private(set) var covariance: Matrix

  /// The number of generations told.
  public private(set) var generation = 0

  private var path: [Double]
  private var stepPath: [Double]
  private var eigen: (generation: Int, vectors: Matrix, lengths: [Double])?

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - mean: The first mean, `[dimension]`, not empty.
  ///   - stepSize: The standard deviation of the first generation in every direction, positive.
  ///   - population: The number of points of a generation, at least 4; nil for 4 + ⌊3 log *n*⌋.
  public init(mean: [Double], stepSize: Double, population: Int? = nil) {
    precondition(stepSize > 0 && stepSize.isFinite, "a positive step is expected, got \(stepSize)")
    let n = mean.count
    constants = Constants(dimension: n, population: population)
    self.mean = mean
    self.stepSize = stepSize
    covariance = Matrix(rows: n, columns: n)
    for index in 0..<n { covariance[index, index] = 1 }
    path = Array(repeating: 0, count: n)
    stepPath = path
  }

  /// Draws the next generation, `[population, dimension]`; one normal variate per coordinate.
  ///
  /// - Throws: `GSLError` when the covariance has left the range of finite numbers.
  public mutating func ask(using stream: RandomStream) throws(GSLError) -> [[Double]] {
    let (vectors, lengths) = try axes()
    return (0..<constants.population).map { _ in
      let step = vectors.times(lengths.map { $0 * stream.normal() })
      return zip(mean, step).map { $0 + stepSize * $1 }
    }
  }

  /// Updates the search with the values of a generation; smaller is better, and NaN is worst.
  ///
  /// - Parameters:
  ///   - points: The points of `ask`, `[population, dimension]`.
  ///   - values: Their objectives, `[population]`.
  /// - Throws: `GSLError` when the covariance has left the range of finite numbers.
  public mutating func tell(_ points: [[Double]], values: [Double]) throws(GSLError) {
    let n = mean.count
    let (c, weights) = (constants, constants.weights)
    precondition(
      points.count == c.population && values.count == c.population,
      "\(c.population) points and values are expected, got \(points.count) and \(values.count)")
    let (vectors, lengths) = try axes()
    let ranks = values.map { $0.isNaN ? .infinity : $0 }
    let order = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    let steps = order.map { index in
      zip(points[index], mean).map { ($0 - $1) / stepSize }
    }
    func whitened(_ step: [Double]) -> [Double] {
      vectors.times(zip(vectors.transposedTimes(step), lengths).map { $0 / $1 })
    }

    var shift = [Double](repeating: 0, count: n)
    for (step, weight) in zip(steps, weights) where weight > 0 {
      for index in 0..<n { shift[index] += weight * step[index] }
    }
    for index in 0..<n { mean[index] += stepSize * shift[index] }

    let stepGain = (c.stepPathRate * (2 - c.stepPathRate) * c.effectiveParents).squareRoot()
    stepPath = zip(stepPath, whitened(shift)).map { (1 - c.stepPathRate) * $0 + stepGain * $1 }
    let length = dot(stepPath, stepPath).squareRoot()
    let growth = c.stepPathRate / c.stepDamping * (length / c.expectedLength - 1)
    stepSize *= exp(min(growth, 1))

    generation += 1
    // A long path means that the step size is about to grow; the covariance is updated after that.
    let unbiased = 1 - power(1 - c.stepPathRate, 2 * generation)
    let isSteady = length < (1.4 + 2 / Double(n + 1)) * c.expectedLength * unbiased.squareRoot()
    let gain = isSteady ? (c.pathRate * (2 - c.pathRate) * c.effectiveParents).squareRoot() : 0
    path = zip(path, shift).map { (1 - c.pathRate) * $0 + gain * $1 }

    let missing = isSteady ? 0 : c.pathRate * (2 - c.pathRate)
    let kept =
      1 + c.rankOneRate * missing - c.rankOneRate - c.rankManyRate * weights.reduce(0, +)
    for index in covariance.elements.indices { covariance.elements[index] *= kept }
    add(path, weight: c.rankOneRate)
    for (step, weight) in zip(steps, weights) {
      guard weight < 0 else {
        add(step, weight: c.rankManyRate * weight)
        continue
      }
      // Bad points are normalised, which keeps the matrix positive definite.
      let white = whitened(step)
      let squared = dot(white, white)
      if squared > 0 { add(step, weight: c.rankManyRate * weight * Double(n) / squared) }
    }
  }

  /// Adds the outer product of a vector with itself to the covariance.
  private mutating func add(_ vector: [Double], weight: Double) {
    for row in vector.indices {
      for column in vector.indices {
        covariance[row, column] += weight * vector[row] * vector[column]
      }
    }
  }

  /// Returns the axes of the generation and their standard deviations.
  ///
  /// In many dimensions the decomposition is updated only every few generations.
  private mutating func axes() throws(GSLError) -> (vectors: Matrix, lengths: [Double]) {
    if let eigen, generation - eigen.generation < constants.generationsOfAxes {
      return (eigen.vectors, eigen.lengths)
    }
    let fresh = try SymmetricEigen(of: covariance)
    // Rounding may make an eigenvalue zero, and that direction would stay unexplored.
    let least = 1e-14 * (fresh.values.last ?? 1)
    let lengths = fresh.values.map { max($0, least).squareRoot() }
    eigen = (generation, fresh.vectors, lengths)
    return (fresh.vectors, lengths)
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  exp(Double(exponent) * log(base))
}
