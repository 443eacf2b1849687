public import GSLNumerics

/// The maximum a posteriori (MAP) estimate of a Gaussian process's hyper-parameters.
///
/// Targets are standardised, or centred. The log marginal likelihood plus the priors' log densities is maximised over
/// the logarithms of the hyper-parameters by BFGS with analytic gradients. The starts are the estimate of
/// the last fit and the priors' modes, or half of them if the data make those likelier; the best end is
/// taken.
public struct GaussianProcessFit: Sendable {
  /// The kernel; its hyper-parameters are ignored.
  public var kernel: any Kernel

  /// The prior of each hyper-parameter of the kernel, `[parameters]`.
  public var kernelPriors: [any HyperparameterPrior]

  /// The prior of the noise variance above its floor, in the units of `scaling`.
  public var noisePrior: any HyperparameterPrior

  /// The least noise variance, in the units of `scaling`.
  public var noiseFloor: Double

  /// The prior standard deviation of the exponent of the targets' power transform about one, the identity;
  /// nil for no transform.
  ///
  /// Nil is required with known noise.
  public var exponentDeviation: Double?

  /// The units in which the targets are transformed.
  public var transformUnits: TransformUnits

  /// The units of the targets, and of the hyper-parameters of their scale.
  ///
  /// Standardised ones are required with a transform.
  public var scaling: TargetScaling

  /// The number of ascents from the estimate of the last fit and the priors' modes, the likelier first.
  public var climbs: Int

  /// The number of further starts, drawn from the priors.
  ///
  /// The priors are wide, so that most draws are unlikely and take twice as long.
  public var restarts: Int

  /// The largest number of iterations from each start.
  public var iterations: Int

  /// The least gain of two iterations for an ascent to continue, in nats.
  public var leastGain: Double

  /// The largest number of observations in the search from every start.
  public var searchSample: Int

  /// The largest number of observations in the refinement of the best; the posterior is of all.
  public var refinementSample: Int

  /// The largest number of iterations of the refinement.
  public var refinementIterations: Int

  /// Creates a fit.
  ///
  /// - Precondition: There is a prior for each hyper-parameter; the floor and the climbs are positive.
  public init(
    kernel: any Kernel, kernelPriors: [any HyperparameterPrior],
    noisePrior: any HyperparameterPrior, noiseFloor: Double = 1e-6,
    exponentDeviation: Double? = nil, transformUnits: TransformUnits = .standard,
    scaling: TargetScaling = .standardised, climbs: Int = 2, restarts: Int = 0,
    iterations: Int = 25, leastGain: Double = 0.01,
    searchSample: Int = 80, refinementSample: Int = 512, refinementIterations: Int = 60
  ) {
    precondition(
      kernelPriors.count == kernel.logParameters.count,
      "\(kernel.logParameters.count) priors are expected, got \(kernelPriors.count)")
    precondition(
      noiseFloor > 0 && climbs > 0,
      "a positive noise floor and number of climbs are expected, got \(noiseFloor), \(climbs)")
    self.kernel = kernel
    self.kernelPriors = kernelPriors
    self.noisePrior = noisePrior
    self.noiseFloor = noiseFloor
    self.exponentDeviation = exponentDeviation
    self.transformUnits = transformUnits
    self.scaling = scaling
    self.climbs = climbs
    self.restarts = restarts
    self.iterations = iterations
    self.leastGain = leastGain
    self.searchSample = searchSample
    self.refinementSample = refinementSample
    self.refinementIterations = refinementIterations
  }

  /// Returns the process with the MAP hyper-parameters, conditioned on the observations.
  ///
  /// - Parameters:
  ///   - data: The observations.
  ///   - lastParameters: The hyper-parameters of an earlier fit, a further start; nil for none.
  ///   - stream: Gives the restarts; one variate per hyper-parameter of each.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func fitted(
    to data: ProcessData, from lastParameters: [Double]? = nil, using stream: RandomStream
  ) throws -> FittedProcess {
    try refined(try searched(data, from: lastParameters, using: stream), on: data)
  }

  /// Returns the MAP hyper-parameters for at most `searchSample` observations.
  ///
  /// - Parameters:
  ///   - data: The observations.
  ///   - lastParameters: The hyper-parameters of an earlier fit, a further start; nil for none.
  ///   - stream: Gives the restarts; one variate per hyper-parameter of each.
  /// - Throws: `GSLError` when the search cannot begin.
  public func searched(
    _ data: ProcessData, from lastParameters: [Double]? = nil, using stream: RandomStream
  ) throws -> Hyperparameters {
    precondition(
      exponentDeviation == nil || data.knownNoise.isEmpty,
      "targets with known noise are not to be transformed")
    precondition(
      exponentDeviation == nil || scaling == .standardised,
      "targets that are only centred are not to be transformed")
    let posterior = LogPosterior(fit: self, data: data.sample(searchSample))
    var starts = likelyStarts(posterior, lastParameters)
    for _ in 0..<restarts {
      starts.append(
        (kernelPriors + [noisePrior]).map { $0.logSample(using: stream) } + initialExponents)
    }
    return try starts.map { try climbed(posterior, from: $0, iterations: iterations) }
      .reduce(Hyperparameters(values: starts[0], logPosterior: -.infinity)) {
        $1.logPosterior > $0.logPosterior ? $1 : $0
      }
  }

  /// Returns the process of all observations, with hyper-parameters refined on `refinementSample`
  /// observations if there are more than `searchSample`.
  ///
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func refined(
    _ parameters: Hyperparameters, on data: ProcessData
  ) throws -> FittedProcess {
    guard data.targets.count > searchSample else {
      return try process(parameters, of: data, in: scale(of: data.targets))
    }
    let posterior = LogPosterior(fit: self, data: data.sample(refinementSample))
    return try process(
      climbed(posterior, from: parameters.values, iterations: refinementIterations), of: data,
      in: posterior.scale)
  }

  /// Returns the process of all observations with the hyper-parameters of an earlier fit.
  ///
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func process(_ parameters: Hyperparameters, on data: ProcessData) throws -> FittedProcess {
    let sample = data.targets.count > searchSample ? data.sample(refinementSample) : data
    return try process(parameters, of: data, in: scale(of: sample.targets))
  }

  /// Returns hyper-parameters of this fit from their values; nil if their number is another.
  public func parameters(_ values: [Double]) -> Hyperparameters? {
    let count = kernelPriors.count + 1 + initialExponents.count
    return values.count == count
      ? Hyperparameters(values: values, logPosterior: -.infinity) : nil
  }

  /// Returns the process of all observations with given hyper-parameters.
  ///
  /// - Parameter scale: The units of the hyper-parameters.
  func process(
    _ parameters: Hyperparameters, of data: ProcessData, in scale: Standardizer
  ) throws -> FittedProcess {
    let (kernel, noise, power) = unpacked(parameters.values)
    let transform = TargetTransform(scale: scale, power: power, of: data.targets)
    let transformed = transform.transformed(data.targets)
    return FittedProcess(
      process: try GaussianProcess(
        kernel: kernel, noiseVariance: noise, inputs: data.inputs, targets: transformed,
        knownNoise: data.knownNoise, repeats: data.repeats, blocks: data.blocks,
        standardizer: scaling.scale(of: transformed)),
      transform: transform, parameters: parameters)
  }

  /// The units in which the hyper-parameters are searched for.
  func scale(of targets: [Double]) -> Standardizer {
    scaling == .standardised ? transformUnits.scale(of: targets) : scaling.scale(of: targets)
  }

  private var initialExponents: [Double] { exponentDeviation == nil ? [] : [1] }

  /// Returns the estimate of the last fit and the priors' modes, with half the kernel's modes if the data
  /// make them likelier; at most `climbs` of them, the likelier first.
  private func likelyStarts(_ posterior: LogPosterior, _ last: [Double]?) -> [[Double]] {
    let modes = [0, -log(2)].map { shift in
      kernelPriors.map { $0.logMode + shift } + [noisePrior.logMode] + initialExponents
    }
    let densities = modes.map(posterior.value)
    let (mode, density) =
      densities[1] > densities[0] ? (modes[1], densities[1]) : (modes[0], densities[0])
    guard let last, last.count == mode.count else { return [mode] }
    return Array((density > posterior.value(last) ? [mode, last] : [last, mode]).prefix(climbs))
  }

  private func climbed(
    _ posterior: LogPosterior, from start: [Double], iterations: Int
  ) throws -> Hyperparameters {
    let end = try minimize(
      from: start, firstStep: 0.5, gradientTolerance: 1e-2, valueTolerance: leastGain,
      iterations: iterations,
      objective: posterior.negated)
    return Hyperparameters(values: end.point, logPosterior: -end.value)
  }

  /// Returns the kernel, noise and transform of a fit's parameters.
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
