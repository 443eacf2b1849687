public import GSLNumerics

/// How the hyper-parameters of a Gaussian process are found: the maximum a posteriori.
///
/// Targets are standardised, then the log marginal likelihood plus the priors' log densities is
/// maximised over the logarithms of the hyper-parameters by BFGS with analytic gradients, from the
/// priors' modes and from draws of the priors; the best end wins.
public struct GaussianProcessFit: Sendable {
  /// The kernel, whose hyper-parameters are replaced.
  public var kernel: any Kernel

  /// What is believed of each hyper-parameter of the kernel, `[parameters]`.
  public var kernelPriors: [any HyperparameterPrior]

  /// What is believed of the noise variance above its floor, in standard units.
  public var noisePrior: any HyperparameterPrior

  /// The least noise variance, in standard units.
  public var noiseFloor: Double

  /// How many starts are drawn from the priors on top of their modes.
  public var restarts: Int

  /// The most iterations from each start.
  public var iterations: Int

  /// Creates a fit.
  public init(
    kernel: any Kernel, kernelPriors: [any HyperparameterPrior],
    noisePrior: any HyperparameterPrior, noiseFloor: Double = 1e-6, restarts: Int = 2,
    iterations: Int = 40
  ) {
    precondition(
      kernelPriors.count == kernel.logParameters.count,
      "\(kernel.logParameters.count) priors are expected, got \(kernelPriors.count)")
    precondition(noiseFloor > 0, "a positive noise floor is expected, got \(noiseFloor)")
    self.kernel = kernel
    self.kernelPriors = kernelPriors
    self.noisePrior = noisePrior
    self.noiseFloor = noiseFloor
    self.restarts = restarts
    self.iterations = iterations
  }

  /// Returns the fit for inputs in the unit cube: Matérn-5/2 with a length scale for each coordinate.
  ///
  /// The length scales' prior grows with the dimension (Hvarfner et al. 2024). The noise's is ours,
  /// wider than theirs: a validation score of a small data set may be noise for the most part.
  public static func standard(dimension: Int) -> GaussianProcessFit {
    GaussianProcessFit(
      kernel: MaternFiveHalves(lengthScales: Array(repeating: 1, count: dimension)),
      kernelPriors: Array(
        repeating: LogNormalPrior.lengthScale(dimension: dimension), count: dimension)
        + [LogNormalPrior(location: 1, scale: 1)],
      noisePrior: LogNormalPrior(location: -3, scale: 1.5))
  }

  /// Returns the fit of scikit-optimize 0.5.2, on which the paper's second stage most likely ran:
  /// Matérn-5/2 with a length scale for each coordinate, and bounds in place of priors.
  public static func scikitOptimize(dimension: Int) -> GaussianProcessFit {
    GaussianProcessFit(
      kernel: MaternFiveHalves(lengthScales: Array(repeating: 1, count: dimension)),
      kernelPriors: Array(repeating: BoundsPrior(0.01...100), count: dimension)
        + [BoundsPrior(0.01...1000)],
      noisePrior: BoundsPrior(1e-5...1e5), noiseFloor: 1e-10)
  }

  /// Returns the process with the likeliest hyper-parameters, conditioned on the observations.
  ///
  /// - Parameters:
  ///   - inputs: Where the function was observed, `[observations, dimension]`.
  ///   - targets: What was observed, `[observations]`, finite.
  ///   - stream: Gives the starts; for each, one variate a hyper-parameter.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func fitted(
    inputs: Matrix, targets: [Double], using stream: RandomStream
  ) throws -> GaussianProcess {
    let scale = TargetScale(standardising: targets)
    let priors = kernelPriors + [noisePrior]
    var starts = [priors.map(\.logMode)]
    for _ in 0..<restarts { starts.append(priors.map { $0.logSample(using: stream) }) }

    var best: Minimum?
    for start in starts {
      let end = try minimize(
        from: start, firstStep: 0.5, gradientTolerance: 1e-2, iterations: iterations
      ) { logarithms, gradient in
        negativeLogPosterior(logarithms, inputs, targets, scale, &gradient)
      }
      if end.value < best?.value ?? .infinity { best = end }
    }
    return try process(best?.point ?? starts[0], inputs, targets, scale)
  }

  private func process(
    _ logarithms: [Double], _ inputs: Matrix, _ targets: [Double], _ scale: TargetScale
  ) throws(GSLError) -> GaussianProcess {
    var kernel = kernel
    kernel.logParameters = Array(logarithms.dropLast())
    return try GaussianProcess(
      kernel: kernel, noiseVariance: noiseFloor + exp(logarithms[logarithms.count - 1]),
      inputs: inputs, targets: targets, targetScale: scale)
  }

  private func negativeLogPosterior(
    _ logarithms: [Double], _ inputs: Matrix, _ targets: [Double], _ scale: TargetScale,
    _ gradient: inout [Double]
  ) -> Double {
    // Where the arithmetic gives up there is no likelihood to speak of: a wall to the minimiser.
    guard logarithms.allSatisfy({ abs($0) < 50 }),
      let process = try? process(logarithms, inputs, targets, scale)
    else { return .infinity }
    let last = logarithms.count - 1
    let slopes = process.logMarginalLikelihoodGradient
    for index in 0..<last { gradient[index] = -slopes.kernel[index] }
    // The slope is that of the whole noise; its floor does not move.
    gradient[last] = -slopes.noise * exp(logarithms[last]) / process.noiseVariance
    var value = -process.logMarginalLikelihood
    for (index, prior) in (kernelPriors + [noisePrior]).enumerated() {
      let density = prior.logDensity(ofLogarithm: logarithms[index])
      value -= density.value
      gradient[index] -= density.slope
    }
    return value
  }
}
