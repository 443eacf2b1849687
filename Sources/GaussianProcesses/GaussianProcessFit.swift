public import GSLNumerics

/// How the hyper-parameters of a Gaussian process are found: the maximum a posteriori.
///
/// Targets are standardised, then the log marginal likelihood plus the priors' log densities is
/// maximised over the logarithms of the hyper-parameters by BFGS with analytic gradients, from where
/// the last fit ended, from the priors' modes and from draws of the priors; the best end wins.
public struct GaussianProcessFit: Sendable {
  /// The kernel, whose hyper-parameters are replaced.
  public var kernel: any Kernel

  /// What is believed of each hyper-parameter of the kernel, `[parameters]`.
  public var kernelPriors: [any HyperparameterPrior]

  /// What is believed of the noise variance above its floor, in standard units.
  public var noisePrior: any HyperparameterPrior

  /// The least noise variance, in standard units.
  public var noiseFloor: Double

  /// How far the exponent of a power transform of the targets is believed to lie from one, the identity,
  /// as a standard deviation; nil for no transform.
  ///
  /// With known noise it must be nil.
  public var exponentDeviation: Double?

  /// How many starts are drawn from the priors on top of their modes.
  public var restarts: Int

  /// The most iterations from each start.
  public var iterations: Int

  /// The most observations that hyper-parameters are sought on, from every start.
  public var searchSample: Int

  /// The most observations that the likeliest are refined on; the posterior is of all observations.
  public var refinementSample: Int

  /// Creates a fit.
  public init(
    kernel: any Kernel, kernelPriors: [any HyperparameterPrior],
    noisePrior: any HyperparameterPrior, noiseFloor: Double = 1e-6,
    exponentDeviation: Double? = nil, restarts: Int = 1, iterations: Int = 25,
    searchSample: Int = 80, refinementSample: Int = 300
  ) {
    precondition(
      kernelPriors.count == kernel.logParameters.count,
      "\(kernel.logParameters.count) priors are expected, got \(kernelPriors.count)")
    precondition(noiseFloor > 0, "a positive noise floor is expected, got \(noiseFloor)")
    self.kernel = kernel
    self.kernelPriors = kernelPriors
    self.noisePrior = noisePrior
    self.noiseFloor = noiseFloor
    self.exponentDeviation = exponentDeviation
    self.restarts = restarts
    self.iterations = iterations
    self.searchSample = searchSample
    self.refinementSample = refinementSample
  }

  /// Returns the process with the likeliest hyper-parameters, conditioned on the observations.
  ///
  /// - Parameters:
  ///   - data: What was observed.
  ///   - lastParameters: The parameters of an earlier fit to begin from; nil to begin afresh.
  ///   - stream: Gives the starts; for each, one variate a hyper-parameter.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func fitted(
    to data: ProcessData, from lastParameters: [Double]? = nil, using stream: RandomStream
  ) throws -> FittedProcess {
    try refined(try searched(data, from: lastParameters, using: stream), on: data)
  }

  /// Returns the likeliest hyper-parameters as far as `searchSample` of the observations tell.
  ///
  /// - Parameters:
  ///   - data: What was observed.
  ///   - lastParameters: The parameters of an earlier fit to begin from; nil to begin afresh.
  ///   - stream: Gives the starts; for each, one variate a hyper-parameter.
  /// - Throws: `GSLError` when the search cannot begin.
  public func searched(
    _ data: ProcessData, from lastParameters: [Double]? = nil, using stream: RandomStream
  ) throws -> LikelyParameters {
    precondition(
      exponentDeviation == nil || data.knownNoise.isEmpty,
      "targets with known noise are not to be transformed")
    let priors = kernelPriors + [noisePrior]
    let exponents = exponentDeviation == nil ? [] : [1.0]
    var starts = [priors.map(\.logMode) + exponents]
    for _ in 0..<restarts {
      starts.append(priors.map { $0.logSample(using: stream) } + exponents)
    }
    if let lastParameters, lastParameters.count == starts[0].count {
      starts.insert(lastParameters, at: 0)
    }
    let posterior = LogPosterior(fit: self, data: data.sample(searchSample))
    return try starts.map { try climbed(posterior, from: $0, iterations: iterations) }
      .reduce(LikelyParameters(values: starts[0], logPosterior: -.infinity)) {
        $1.logPosterior > $0.logPosterior ? $1 : $0
      }
  }

  /// Returns the process of all observations, its hyper-parameters climbed further where
  /// `refinementSample` allows for more observations than they were sought on.
  ///
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func refined(
    _ parameters: LikelyParameters, on data: ProcessData
  ) throws -> FittedProcess {
    guard data.targets.count > searchSample else {
      return try process(parameters, of: data, in: data.targetScale)
    }
    let posterior = LogPosterior(fit: self, data: data.sample(refinementSample))
    return try process(
      climbed(posterior, from: parameters.values, iterations: iterations / 5), of: data,
      in: posterior.data.targetScale)
  }

  /// The process of all observations with given hyper-parameters.
  ///
  /// - Parameter scale: The units that the hyper-parameters were found in.
  func process(
    _ parameters: LikelyParameters, of data: ProcessData, in scale: TargetScale
  ) throws -> FittedProcess {
    let (kernel, noise, power) = unpacked(parameters.values)
    let transform = TargetTransform(scale: scale, power: power)
    let transformed = transform.transformed(data.targets)
    return FittedProcess(
      process: try GaussianProcess(
        kernel: kernel, noiseVariance: noise, inputs: data.inputs, targets: transformed,
        knownNoise: data.knownNoise, targetScale: TargetScale(standardising: transformed)),
      transform: transform, parameters: parameters)
  }

  private func climbed(
    _ posterior: LogPosterior, from start: [Double], iterations: Int
  ) throws -> LikelyParameters {
    let end = try minimize(
      from: start, firstStep: 0.5, gradientTolerance: 1e-2, iterations: iterations,
      objective: posterior.negated)
    return LikelyParameters(values: end.point, logPosterior: -end.value)
  }

  /// What the parameters of a fit stand for.
  func unpacked(
    _ parameters: [Double]
  ) -> (kernel: any Kernel, noise: Double, power: PowerTransform) {
    let count = kernelPriors.count
    var kernel = kernel
    kernel.logParameters = Array(parameters.prefix(count))
    return (
      kernel, noiseFloor + exp(parameters[count]),
      PowerTransform(exponent: exponentDeviation == nil ? 1 : parameters[count + 1])
    )
  }
}
