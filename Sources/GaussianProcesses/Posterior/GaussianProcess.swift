public import GSLNumerics

/// The exact posterior of a Gaussian process, given observations.
///
/// Follows Rasmussen and Williams (2006), algorithm 2.1 <http://gaussianprocess.org/gpml/>. Kernel and
/// noise are in standard units, in which the prior mean is zero; targets and predictions are in the units
/// of the targets.
public struct GaussianProcess: Sendable {
  /// The covariance of the function, in standard units.
  public let kernel: any Kernel

  /// The variance of the noise on each evaluation, in standard units.
  public let noiseVariance: Double

  /// The number of evaluations that each target is the mean of, which divides its noise variance, `[observations]`;
  /// empty for one each.
  public let repeats: [Double]

  /// The known variance of each observation's further noise, in the units of the targets squared,
  /// `[observations]`; empty if unknown.
  public let knownNoise: [Double]

  /// The block of each observation, nil for none, `[observations]`, or empty.
  ///
  /// The observations of a block have a normal shift in common, of variance `blockVariance` in standard units, which
  /// predictions do not have: a random effect, as of blocks in the design of experiments.
  public let blocks: [Int?]

  /// The variance of the shift of a block: wide beside targets that were centred within their blocks.
  static let blockVariance = 1.0

  /// The units of the targets.
  public let standardizer: Standardizer

  /// The observed inputs, `[observations, dimension]`.
  public let inputs: Matrix

  /// The observed targets, `[observations]`.
  public let targets: [Double]

  /// The jitter on the diagonal that made the covariances positive definite in floating point, in standard
  /// units; usually zero.
  public let jitter: Double

  /// The factor of the observations' covariances, with noise and jitter.
  let factor: Cholesky

  /// The inverse covariances times the standard targets, `[observations]`.
  let weights: [Double]

  /// The targets in standard units, `[observations]`.
  let standardTargets: [Double]

  /// Conditions a process on observations.
  ///
  /// - Parameters:
  ///   - kernel: The covariance of the function.
  ///   - noiseVariance: The variance of the noise on each evaluation, not negative.
  ///   - inputs: The observed inputs, `[observations, dimension]`.
  ///   - targets: The observed targets, `[observations]`, finite.
  ///   - knownNoise: The variance of each observation's further noise, in the units of the targets squared,
  ///     `[observations]`; empty for none.
  ///   - repeats: The number of evaluations that each target is the mean of, `[observations]`; empty for one each.
  ///   - blocks: The block of each observation, nil for none, `[observations]`, or empty.
  ///   - standardizer: The units of the targets.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  /// - Complexity: O(*n*³).
  public init(
    kernel: any Kernel, noiseVariance: Double, inputs: Matrix, targets: [Double],
    knownNoise: [Double] = [], repeats: [Double] = [], blocks: [Int?] = [],
    standardizer: Standardizer = .identity
  ) throws(GSLError) {
    precondition(noiseVariance >= 0, "a noise of at least 0 is expected, got \(noiseVariance)")
    precondition(
      inputs.rows == targets.count, "\(inputs.rows) targets are expected, got \(targets.count)")
    precondition(
      targets.isEmpty || inputs.columns == kernel.dimension,
      "\(kernel.dimension) coordinates are expected, got \(inputs.columns)")
    precondition(
      knownNoise.isEmpty || knownNoise.count == targets.count && knownNoise.allSatisfy { $0 >= 0 },
      "\(targets.count) known variances of at least 0 are expected, got \(knownNoise)")
    precondition(
      repeats.isEmpty || repeats.count == targets.count && repeats.allSatisfy { $0 > 0 },
      "\(targets.count) positive numbers of repeats are expected, got \(repeats)")
    precondition(
      blocks.isEmpty || blocks.count == targets.count,
      "\(targets.count) blocks are expected, got \(blocks.count)")
    var covariances = kernel.matrix(inputs)
    for row in blocks.indices {
      for column in blocks.indices where blocks[row] != nil && blocks[row] == blocks[column] {
        covariances[row, column] += Self.blockVariance
      }
    }
    let square = standardizer.scale * standardizer.scale
    for index in targets.indices {
      covariances[index, index] +=
        (repeats.isEmpty ? noiseVariance : noiseVariance / repeats[index])
        + (knownNoise.isEmpty ? 0 : knownNoise[index] / square)
    }
    let (factor, jitter) = try factored(covariances)
    self.init(
      kernel: kernel, noiseVariance: noiseVariance, knownNoise: knownNoise, repeats: repeats,
      blocks: blocks, standardizer: standardizer, inputs: inputs, targets: targets, jitter: jitter,
      factor: factor)
  }

  /// Returns the process conditioned on more observations, with the same hyper-parameters.
  ///
  /// Rows are appended to the factor. They are of no block, and of one evaluation each.
  ///
  /// - Parameters:
  ///   - inputs: The observed inputs, `[more, dimension]`.
  ///   - targets: The observed targets, `[more]`, finite, without known further noise.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  /// - Complexity: O(*n*² × more).
  public func conditioned(
    onMore inputs: Matrix, targets: [Double]
  ) throws(GSLError) -> GaussianProcess {
    guard !targets.isEmpty else { return self }
    guard !self.targets.isEmpty else {
      return try GaussianProcess(
        kernel: kernel, noiseVariance: noiseVariance, inputs: inputs, targets: targets,
        standardizer: standardizer)
    }
    let more = targets.count
    let known = knownNoise.isEmpty ? [] : knownNoise + Array(repeating: 0, count: more)
    let repeats = repeats.isEmpty ? [] : repeats + Array(repeating: 1, count: more)
    let blocks = blocks.isEmpty ? [] : blocks + Array(repeating: nil, count: more)
    let all = Matrix(
      rows: self.inputs.rows + more, columns: inputs.columns,
      elements: self.inputs.elements + inputs.elements)
    var corner = kernel.matrix(inputs)
    for index in 0..<more { corner[index, index] += noiseVariance + jitter }
    guard let factor = try? factor.appending(kernel.matrix(self.inputs, inputs), corner) else {
      // Appended rows may need jitter on the whole diagonal.
      return try GaussianProcess(
        kernel: kernel, noiseVariance: noiseVariance, inputs: all, targets: self.targets + targets,
        knownNoise: known, repeats: repeats, blocks: blocks, standardizer: standardizer)
    }
    return GaussianProcess(
      kernel: kernel, noiseVariance: noiseVariance, knownNoise: known, repeats: repeats,
      blocks: blocks, standardizer: standardizer, inputs: all, targets: self.targets + targets,
      jitter: jitter,
      factor: factor)
  }

  private init(
    kernel: any Kernel, noiseVariance: Double, knownNoise: [Double], repeats: [Double],
    blocks: [Int?], standardizer: Standardizer, inputs: Matrix, targets: [Double], jitter: Double,
    factor: Cholesky
  ) {
    self.kernel = kernel
    self.noiseVariance = noiseVariance
    self.knownNoise = knownNoise
    self.repeats = repeats
    self.blocks = blocks
    self.standardizer = standardizer
    self.inputs = inputs
    self.targets = targets
    self.jitter = jitter
    self.factor = factor
    standardTargets = targets.map(standardizer.standardised)
    weights = factor.solve(standardTargets)
  }

  // MARK: - Predictions

  /// Returns the posterior of the function, without noise, at an input.
  ///
  /// - Complexity: O(*n*²).
  public func prediction(at input: [Double]) -> Prediction {
    predictions(at: Matrix(rows: 1, columns: input.count, elements: input))[0]
  }

  /// Returns the posterior of the function, without noise, at each row of a matrix, `[rows]`.
  public func predictions(at inputs: Matrix) -> [Prediction] {
    let m = inputs.rows
    let priors = kernel.variances(inputs)
    guard !targets.isEmpty else {
      return priors.map { prediction(mean: 0, variance: $0, prior: $0) }
    }
    let covariances = kernel.matrix(self.inputs, inputs)
    let means = covariances.transposedTimes(weights)
    let projections = factor.solveLower(covariances).elements
    var explained = [Double](repeating: 0, count: m)
    for row in 0..<targets.count {
      for column in 0..<m {
        let projection = projections[row * m + column]
        explained[column] += projection * projection
      }
    }
    return (0..<m).map {
      prediction(mean: means[$0], variance: priors[$0] - explained[$0], prior: priors[$0])
    }
  }

  /// Returns the posterior of the function, without noise, at an input, with its gradients.
  ///
  /// - Complexity: O(*n*²).
  public func predictionWithGradients(at input: [Double]) -> PredictionWithGradients {
    let d = input.count
    let row = Matrix(rows: 1, columns: d, elements: input)
    let prior = kernel.variances(row)[0]
    let scale = standardizer.scale
    let priorGradient = kernel.varianceGradient(at: input).map { scale * scale * $0 }
    guard !targets.isEmpty else {
      return PredictionWithGradients(
        prediction: prediction(mean: 0, variance: prior, prior: prior),
        meanGradient: Array(repeating: 0, count: d), varianceGradient: priorGradient)
    }
    let covariances = kernel.matrix(inputs, row).elements
    let projection = factor.solveLower(covariances)
    let influence = factor.solveLowerTransposed(projection)
    return PredictionWithGradients(
      prediction: prediction(
        mean: dot(covariances, weights), variance: prior - dot(projection, projection),
        prior: prior),
      meanGradient: kernel.inputGradient(at: input, inputs: inputs, weights: weights)
        .map { scale * $0 },
      varianceGradient: zip(
        priorGradient, kernel.inputGradient(at: input, inputs: inputs, weights: influence)
      ).map { $0 - 2 * scale * scale * $1 })
  }

  private func prediction(mean: Double, variance: Double, prior: Double) -> Prediction {
    // Rounding may leave a variance of an observed input just below zero.
    let variance = max(variance, 1e-14 * prior)
    return Prediction(
      mean: standardizer.shift + standardizer.scale * mean,
      variance: standardizer.scale * standardizer.scale * variance)
  }

  // MARK: - Evidence

  /// The natural logarithm of the density of the targets in standard units.
  public var logMarginalLikelihood: Double {
    -0.5 * dot(standardTargets, weights) - 0.5 * factor.logDeterminant
      - Double(targets.count) * 0.918_938_533_204_672_741_78
  }

  /// The derivatives of the log marginal likelihood with respect to the logarithm of each
  /// hyper-parameter of the kernel, `[parameters]`, and of the noise variance.
  ///
  /// - Complexity: O(*n*³).
  public var logMarginalLikelihoodGradient: (kernel: [Double], noise: Double) {
    let n = targets.count
    // ½ (α αᵀ − K⁻¹): the weight of each element of the covariances.
    var outer = factor.inverse()
    var trace = 0.0
    for row in 0..<n {
      let weight = weights[row]
      for column in 0..<n {
        let index = row * n + column
        outer.elements[index] = 0.5 * (weight * weights[column] - outer.elements[index])
      }
      let diagonal = outer.elements[row * n + row]
      trace += repeats.isEmpty ? diagonal : diagonal / repeats[row]
    }
    return (
      kernel.parameterGradient(weights: outer, inputs: inputs), trace * noiseVariance
    )
  }
}

/// Returns the factor of covariances and its jitter: none, or the least sufficient power of ten.
private func factored(_ covariances: Matrix) throws(GSLError) -> (Cholesky, Double) {
  let largest = (0..<covariances.rows).reduce(0) { max($0, covariances[$1, $1]) }
  var jitter = 0.0
  while true {
    do {
      guard jitter > 0 else { return (try Cholesky(of: covariances), 0) }
      var matrix = covariances
      for index in 0..<matrix.rows { matrix[index, index] += jitter }
      return (try Cholesky(of: matrix), jitter)
    } catch {
      jitter = jitter == 0 ? 1e-12 * largest : jitter * 10
      guard jitter < 1e-2 * largest else { throw error }
    }
  }
}
