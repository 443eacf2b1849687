public import GSLNumerics

/// A Gaussian process that gives the probability of success as a function of the input.
///
/// Success has the probability Φ(f(x)), where f has the prior of a kernel about a constant mean.
/// Follows Rasmussen and Williams (2006), algorithms 3.1 and 3.2 <http://gaussianprocess.org/gpml/>:
/// the posterior of f at the observations is approximated by a normal distribution about its mode
/// (Laplace). The hyper-parameters are the caller's.
public struct GaussianProcessClassifier: Sendable {
  /// The covariance of the latent function.
  public let kernel: any Kernel

  /// The mean of the latent function before the data: Φ(mean / √(1 + variance)) is the probability of
  /// success far from all observations.
  public let mean: Double

  /// Where trials were made, `[observations, dimension]`.
  public let inputs: Matrix

  /// The latent function at the inputs in the mode of its posterior, `[observations]`.
  public let mode: [Double]

  private let slopes: [Double]
  private let rootCurvatures: [Double]
  private let factor: Cholesky

  /// Conditions a process on successes and failures; any number of them, all of one kind or not.
  ///
  /// - Parameters:
  ///   - kernel: The covariance of the latent function.
  ///   - mean: The mean of the latent function before the data.
  ///   - inputs: Where trials were made, `[observations, dimension]`; the same input may come again.
  ///   - successes: Whether each was a success, `[observations]`.
  /// - Throws: `GSLError` when the kernel's covariances are not finite.
  /// - Complexity: O(*n*³) for each step of Newton's, of which some ten are needed.
  public init(
    kernel: any Kernel, mean: Double = 0, inputs: Matrix, successes: [Bool]
  ) throws(GSLError) {
    let n = successes.count
    precondition(inputs.rows == n, "\(inputs.rows) successes or failures are expected, got \(n)")
    precondition(
      n == 0 || inputs.columns == kernel.dimension,
      "\(kernel.dimension) coordinates are expected, got \(inputs.columns)")
    let covariances = kernel.matrix(inputs)
    let signs = successes.map { $0 ? 1.0 : -1.0 }
    // The mode is mean + covariances × weights.
    var weights = [Double](repeating: 0, count: n)
    var state = LatentState(covariances, weights, mean, signs)
    for _ in 0..<100 {
      let target = try state.newtonWeights(covariances)
      // The posterior has one mode and no other end, but a whole step may go too far.
      var step = 1.0
      var next = LatentState(covariances, target, mean, signs)
      while !(next.logPosterior >= state.logPosterior), step > 1e-6 {
        step /= 2
        let part = zip(weights, target).map { $0 + step * ($1 - $0) }
        next = LatentState(covariances, part, mean, signs)
      }
      guard next.logPosterior >= state.logPosterior else { break }
      let gain = next.logPosterior - state.logPosterior
      (weights, state) = (next.weights, next)
      // Near the mode each step squares the error: what this one left is nothing.
      if gain < 1e-12 { break }
    }
    self.kernel = kernel
    self.mean = mean
    self.inputs = inputs
    mode = state.latents
    slopes = state.slopes
    rootCurvatures = state.curvatures.map { $0.squareRoot() }
    factor = try state.factor(covariances)
  }

  /// Returns the probability of success at an input.
  ///
  /// - Complexity: O(*n*²).
  public func probability(at input: [Double]) -> Double {
    NormalDistribution.cumulative(standardScore(at: input).value)
  }

  /// Returns the probability of success at an input and its derivatives with respect to that,
  /// `[dimension]`.
  ///
  /// - Complexity: O(*n*²).
  public func probabilityWithGradient(
    at input: [Double]
  ) -> (value: Double, gradient: [Double]) {
    let score = standardScore(at: input)
    let density = NormalDistribution.density(score.value)
    return (NormalDistribution.cumulative(score.value), score.gradient.map { density * $0 })
  }

  /// Returns the natural logarithm of the probability of success at an input and its derivatives with
  /// respect to that, `[dimension]`.
  ///
  /// Finite where the probability itself is zero in floating point.
  /// - Complexity: O(*n*²).
  public func logProbabilityWithGradient(
    at input: [Double]
  ) -> (value: Double, gradient: [Double]) {
    let score = standardScore(at: input)
    let ratio = densityRatio(score.value)
    return (
      NormalDistribution.logCumulative(score.value), score.gradient.map { ratio * $0 }
    )
  }

  /// The point below which a standard normal variate lies with the probability of success: the latent
  /// mean divided by √(1 + latent variance).
  private func standardScore(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let d = input.count
    precondition(d == kernel.dimension, "\(kernel.dimension) coordinates are expected, got \(d)")
    let row = Matrix(rows: 1, columns: d, elements: input)
    let prior = kernel.variances(row)[0]
    let priorGradient = kernel.varianceGradient(at: input)
    guard !mode.isEmpty else {
      let spread = 1 + prior
      let value = mean / spread.squareRoot()
      return (value, priorGradient.map { -0.5 * value / spread * $0 })
    }
    let covariances = kernel.matrix(inputs, row).elements
    let projection = factor.solveLower(zip(rootCurvatures, covariances).map { $0 * $1 })
    let influence = zip(rootCurvatures, factor.solveLowerTransposed(projection)).map { $0 * $1 }
    let latent = mean + dot(covariances, slopes)
    // Rounding may leave a variance just below zero.
    let spread = 1 + max(prior - dot(projection, projection), 0)
    let root = spread.squareRoot()
    let ofMean = kernel.inputGradient(at: input, inputs: inputs, weights: slopes)
    let ofVariance = kernel.inputGradient(at: input, inputs: inputs, weights: influence)
    return (
      latent / root,
      ofMean.indices.map {
        (ofMean[$0] + latent / spread * (ofVariance[$0] - priorGradient[$0] / 2)) / root
      }
    )
  }
}

/// The latent function at the observations and what the likelihood has to say there.
private struct LatentState {
  let weights: [Double]
  let deviations: [Double]
  let latents: [Double]
  let logPosterior: Double

  /// The first derivatives of the log likelihood and minus the second.
  let slopes: [Double]
  let curvatures: [Double]

  init(_ covariances: Matrix, _ weights: [Double], _ mean: Double, _ signs: [Double]) {
    self.weights = weights
    deviations = covariances.times(weights)
    latents = deviations.map { mean + $0 }
    let scores = zip(signs, latents).map { $0 * $1 }
    let ratios = scores.map(densityRatio)
    slopes = zip(signs, ratios).map { $0 * $1 }
    curvatures = zip(ratios, scores).map { max($0 * ($0 + $1), 0) }
    logPosterior =
      scores.reduce(0) { $0 + NormalDistribution.logCumulative($1) } - dot(weights, deviations) / 2
  }

  /// The factor of B = I + W^½ K W^½, whose eigenvalues are at least one.
  func factor(_ covariances: Matrix) throws(GSLError) -> Cholesky {
    let n = weights.count
    let roots = curvatures.map { $0.squareRoot() }
    var matrix = covariances
    for row in 0..<n {
      for column in 0..<n { matrix[row, column] *= roots[row] * roots[column] }
      matrix[row, row] += 1
    }
    return try Cholesky(of: matrix)
  }

  /// Where a step of Newton's leads: b − W^½ B⁻¹ W^½ K b with b = W f + ∇ log p.
  func newtonWeights(_ covariances: Matrix) throws(GSLError) -> [Double] {
    let n = weights.count
    let roots = curvatures.map { $0.squareRoot() }
    let b = (0..<n).map { curvatures[$0] * deviations[$0] + slopes[$0] }
    let right = zip(roots, covariances.times(b)).map { $0 * $1 }
    let solution = try factor(covariances).solve(right)
    return (0..<n).map { b[$0] - roots[$0] * solution[$0] }
  }
}

/// φ(z)/Φ(z), the derivative of log Φ.
private func densityRatio(_ z: Double) -> Double {
  exp(NormalDistribution.logDensity(z) - NormalDistribution.logCumulative(z))
}
