public import GSLNumerics

/// How the hyper-parameters of a Gaussian process are found: the maximum a posteriori.
///
/// Targets are standardised, then the log marginal likelihood plus the priors' log densities is
/// maximised over the logarithms of the hyper-parameters by BFGS with analytic gradients, from the
/// likeliest of where the last fit ended, the priors' modes and their halves; the best end wins.
public struct GaussianProcessFit: Sendable {
  /// The kernel, whose hyper-parameters are replaced.
  public var kernel: any Kernel

  /// The prior of each hyper-parameter of the kernel, `[parameters]`.
  public var kernelPriors: [any HyperparameterPrior]

  /// The prior of the noise variance above its floor, in standard units.
  public var noisePrior: any HyperparameterPrior

  /// The least noise variance, in standard units.
  public var noiseFloor: Double

  /// How far the exponent of a power transform of the targets is believed to lie from one, the identity,
  /// as a standard deviation; nil for no transform.
  ///
  /// With known noise it must be nil.
  public var exponentDeviation: Double?

  /// The units in which the targets are transformed.
  public var transformUnits: TransformUnits

  /// From how many of where the last fit ended and the priors' modes, or their halves if those are
  /// likelier, to climb: the likelier first.
  public var climbs: Int

  /// How many more starts are drawn from the priors.
  ///
  /// They are wide, so that a draw is mostly far from all that is likely and takes twice as long.
  public var restarts: Int

  /// The most iterations from each start.
  public var iterations: Int

  /// What two iterations have to gain for a climb to go on, in nats: less tells no two sets of
  /// hyper-parameters apart.
  public var leastGain: Double

  /// The most observations that hyper-parameters are sought on, from every start.
  public var searchSample: Int

  /// The most observations that the likeliest are refined on; the posterior is of all observations.
  public var refinementSample: Int

  /// Creates a fit.
  public init(
    kernel: any Kernel, kernelPriors: [any HyperparameterPrior],
    noisePrior: any HyperparameterPrior, noiseFloor: Double = 1e-6,
    exponentDeviation: Double? = nil, transformUnits: TransformUnits = .standard,
    climbs: Int = 2, restarts: Int = 0, iterations: Int = 25, leastGain: Double = 0.01,
    searchSample: Int = 80, refinementSample: Int = 300
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
    self.climbs = climbs
    self.restarts = restarts
    self.iterations = iterations
    self.leastGain = leastGain
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
  ) throws -> Hyperparameters {
    precondition(
      exponentDeviation == nil || data.knownNoise.isEmpty,
      "targets with known noise are not to be transformed")
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

  /// Returns the process of all observations, its hyper-parameters climbed further where
  /// `refinementSample` allows for more observations than they were sought on.
  ///
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func refined(
    _ parameters: Hyperparameters, on data: ProcessData
  ) throws -> FittedProcess {
    guard data.targets.count > searchSample else {
      return try process(parameters, of: data, in: transformUnits.scale(of: data.targets))
    }
    let posterior = LogPosterior(fit: self, data: data.sample(refinementSample))
    return try process(
      climbed(posterior, from: parameters.values, iterations: iterations / 8), of: data,
      in: posterior.scale)
  }

  /// The process of all observations with given hyper-parameters.
  ///
  /// - Parameter scale: The units that the hyper-parameters were found in.
  func process(
    _ parameters: Hyperparameters, of data: ProcessData, in scale: Standardizer
  ) throws -> FittedProcess {
    let (kernel, noise, power) = unpacked(parameters.values)
    let transform = TargetTransform(scale: scale, power: power)
    let transformed = transform.transformed(data.targets)
    return FittedProcess(
      process: try GaussianProcess(
        kernel: kernel, noiseVariance: noise, inputs: data.inputs, targets: transformed,
        knownNoise: data.knownNoise, standardizer: Standardizer(standardising: transformed)),
      transform: transform, parameters: parameters)
  }

  private var initialExponents: [Double] { exponentDeviation == nil ? [] : [1] }

  /// Where the last fit ended, and the priors' modes, or half of those of the kernel if the data make them
  /// likelier; at most `climbs` of them, the likelier first.
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
