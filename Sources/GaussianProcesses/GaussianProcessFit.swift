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

  /// How far from one, the identity, the exponent of a power transform of the targets is believed to
  /// lie, as a standard deviation; nil for no transform. None is made where noise is known.
  public var exponentDeviation: Double?

  /// How many starts are drawn from the priors on top of their modes; none where a last fit is known.
  public var restarts: Int

  /// The most iterations from each start.
  public var iterations: Int

  /// The most observations that hyper-parameters are fitted to; the posterior is of all of them.
  public var largestSample: Int

  /// Creates a fit.
  public init(
    kernel: any Kernel, kernelPriors: [any HyperparameterPrior],
    noisePrior: any HyperparameterPrior, noiseFloor: Double = 1e-6,
    exponentDeviation: Double? = nil, restarts: Int = 2, iterations: Int = 40,
    largestSample: Int = 300
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
    self.largestSample = largestSample
  }

  /// Returns the process with the likeliest hyper-parameters, conditioned on the observations.
  ///
  /// - Parameters:
  ///   - inputs: Where the function was observed, `[observations, dimension]`.
  ///   - targets: What was observed, `[observations]`, finite.
  ///   - knownNoise: The variance of each observation's noise beyond the fitted, in the units of the
  ///     targets squared, `[observations]`; empty for none.
  ///   - lastParameters: The parameters of an earlier fit to begin from; nil to begin afresh.
  ///   - stream: Gives the starts; for each, one variate a hyper-parameter.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func fitted(
    inputs: Matrix, targets: [Double], knownNoise: [Double] = [],
    from lastParameters: [Double]? = nil,
    using stream: RandomStream
  ) throws -> FittedProcess {
    guard exponentDeviation == nil || knownNoise.isEmpty else {
      var untransformed = self
      untransformed.exponentDeviation = nil
      return try untransformed.fitted(
        inputs: inputs, targets: targets, knownNoise: knownNoise, from: lastParameters,
        using: stream)
    }
    let priors = kernelPriors + [noisePrior]
    let exponents = exponentDeviation == nil ? [] : [1.0]
    var starts = [priors.map(\.logMode) + exponents]
    if let lastParameters, lastParameters.count == starts[0].count {
      starts.insert(lastParameters, at: 0)
    } else {
      for _ in 0..<restarts {
        starts.append(priors.map { $0.logSample(using: stream) } + exponents)
      }
    }
    let sample = representatives(of: targets)
    let posterior = LogPosterior(
      fit: self, inputs: Matrix(sample.map(inputs.row)), targets: sample.map { targets[$0] },
      knownNoise: knownNoise.isEmpty ? [] : sample.map { knownNoise[$0] })
    var best = (point: starts[0], value: Double.infinity)
    for start in starts {
      let end = try minimize(
        from: start, firstStep: 0.5, gradientTolerance: 1e-2, iterations: iterations,
        objective: posterior.negated)
      if end.value < best.value { best = (end.point, end.value) }
    }
    let (kernel, noise, power) = unpacked(best.point)
    let transform = TargetTransform(scale: posterior.scale, power: power)
    let transformed = transform.transformed(targets)
    return FittedProcess(
      process: try GaussianProcess(
        kernel: kernel, noiseVariance: noise, inputs: inputs, targets: transformed,
        knownNoise: knownNoise,
        targetScale: TargetScale(standardising: transformed)),
      transform: transform, parameters: best.point, logPosterior: -best.value)
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

  /// The places of the observations that hyper-parameters are fitted to: all, or of too many the least
  /// targets, where a minimum is sought, and every so manieth of the rest.
  private func representatives(of targets: [Double]) -> [Int] {
    guard targets.count > largestSample else { return Array(targets.indices) }
    let order = targets.indices.sorted { (targets[$0], $0) < (targets[$1], $1) }
    let least = order.prefix(largestSample / 2)
    let rest = order.dropFirst(least.count).sorted()
    let others = largestSample - least.count
    return (least + (0..<others).map { rest[$0 * rest.count / others] }).sorted()
  }
}
