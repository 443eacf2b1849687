import GSLNumerics

/// The log posterior density of the hyper-parameters of a fit, as a function to be minimised.
struct LogPosterior {
  let fit: GaussianProcessFit
  let data: ProcessData
  private let scale: TargetScale
  private let standardTargets: [Double]

  init(fit: GaussianProcessFit, data: ProcessData) {
    self.fit = fit
    self.data = data
    scale = data.targetScale
    standardTargets = data.targets.map(scale.standardised)
  }

  /// Returns minus the log density, up to a constant, and writes its gradient.
  func negated(_ parameters: [Double], _ gradient: inout [Double]) -> Double {
    let count = fit.kernelPriors.count
    // Where the arithmetic gives up there is no likelihood to speak of: a wall to the minimiser.
    guard parameters.prefix(count + 1).allSatisfy({ abs($0) < 50 }),
      parameters.dropFirst(count + 1).allSatisfy({ abs($0) < 10 })
    else { return .infinity }
    let (kernel, noise, power) = fit.unpacked(parameters)
    let transformed = power.transformed(standardTargets)
    let units = TargetScale(standardising: transformed)
    let slopes = power.logJacobians(standardTargets)
    guard
      let process = try? GaussianProcess(
        kernel: kernel, noiseVariance: noise, inputs: data.inputs, targets: transformed,
        knownNoise: data.knownNoise.map { $0 / (scale.scale * scale.scale) },
        targetScale: units)
    else { return .infinity }
    let likelihood = process.logMarginalLikelihoodGradient
    for index in 0..<count { gradient[index] = -likelihood.kernel[index] }
    // The slope is that of the whole noise; its floor does not move.
    gradient[count] = -likelihood.noise * exp(parameters[count]) / noise
    var value = -process.logMarginalLikelihood
    for (index, prior) in (fit.kernelPriors + [fit.noisePrior]).enumerated() {
      let density = prior.logDensity(ofLogarithm: parameters[index])
      value -= density.value
      gradient[index] -= density.slope
    }
    guard let deviation = fit.exponentDeviation else { return value }

    // The density is that of the targets as they were told: the transform's Jacobian belongs to it.
    let n = Double(data.targets.count)
    value -= slopes.reduce(0, +) - n * log(units.scale)
    let exponentSlopes = power.exponentSlopes(standardTargets)
    let shift = exponentSlopes.transforms.reduce(0, +) / n
    let stretch =
      zip(process.standardTargets, exponentSlopes.transforms).reduce(0) { $0 + $1.0 * $1.1 } / n
    let moves = zip(process.standardTargets, exponentSlopes.transforms).map {
      ($1 - shift - stretch * $0) / units.scale
    }
    gradient[count + 1] =
      dot(process.weights, moves) - exponentSlopes.logJacobians.reduce(0, +)
      + n * stretch / units.scale
    let z = (parameters[count + 1] - 1) / deviation
    gradient[count + 1] += z / deviation
    return value + z * z / 2
  }
}
