import GSLNumerics

/// The log posterior density of a fit's hyper-parameters.
struct LogPosterior {
  let fit: GaussianProcessFit
  let data: ProcessData
  let scale: Standardizer
  private let standardTargets: [Double]

  init(fit: GaussianProcessFit, data: ProcessData) {
    self.fit = fit
    self.data = data
    scale = fit.scale(of: data.targets)
    standardTargets = data.targets.map(scale.standardised)
  }

  /// Returns the log density, up to a constant; −∞ where it cannot be computed.
  func value(_ parameters: [Double]) -> Double {
    -(model(parameters)?.negatedDensity ?? .infinity)
  }

  /// Returns the negative log density, up to a constant, and writes its gradient.
  func negated(_ parameters: [Double], _ gradient: inout [Double]) -> Double {
    guard let model = model(parameters) else { return .infinity }
    let count = fit.kernelPriors.count
    let process = model.process
    let likelihood = process.logMarginalLikelihoodGradient
    for index in 0..<count { gradient[index] = -likelihood.kernel[index] }
    // The derivative by the variance above its floor, which is constant.
    gradient[count] = -likelihood.noise * exp(parameters[count]) / process.noiseVariance
    for (index, prior) in (fit.kernelPriors + [fit.noisePrior]).enumerated() {
      gradient[index] -= prior.logDensity(ofLogarithm: parameters[index]).slope
    }
    guard let deviation = fit.exponentDeviation else { return model.negatedDensity }

    let n = Double(data.targets.count)
    let exponentSlopes = model.power.exponentSlopes(standardTargets)
    let shift = exponentSlopes.transforms.reduce(0, +) / n
    let stretch =
      zip(process.standardTargets, exponentSlopes.transforms).reduce(0) { $0 + $1.0 * $1.1 } / n
    let scale = process.standardizer.scale
    let moves = zip(process.standardTargets, exponentSlopes.transforms).map {
      ($1 - shift - stretch * $0) / scale
    }
    gradient[count + 1] =
      dot(process.weights, moves) - exponentSlopes.logJacobians.reduce(0, +)
      + n * stretch / scale + (parameters[count + 1] - 1) / (deviation * deviation)
    return model.negatedDensity
  }

  /// The data under given parameters.
  private struct Model {
    let process: GaussianProcess
    let power: PowerTransform

    /// The negative joint log density of data and parameters, up to a constant.
    let negatedDensity: Double
  }

  /// Returns the model of given parameters; nil where its density cannot be computed, which stops the
  /// line search.
  private func model(_ parameters: [Double]) -> Model? {
    let count = fit.kernelPriors.count
    guard parameters.prefix(count + 1).allSatisfy({ abs($0) < 50 }),
      parameters.dropFirst(count + 1).allSatisfy({ abs($0) < 10 })
    else { return nil }
    let (kernel, noise, power) = fit.unpacked(parameters)
    let transformed = power.transformed(standardTargets)
    let units = fit.scaling.scale(of: transformed)
    guard
      let process = try? GaussianProcess(
        kernel: kernel, noiseVariance: noise, inputs: data.inputs, targets: transformed,
        knownNoise: data.knownNoise.map { $0 / (scale.scale * scale.scale) },
        repeats: data.repeats, blocks: data.blocks, standardizer: units)
    else { return nil }
    var value = -process.logMarginalLikelihood
    for (index, prior) in (fit.kernelPriors + [fit.noisePrior]).enumerated() {
      value -= prior.logDensity(ofLogarithm: parameters[index]).value
    }
    if let deviation = fit.exponentDeviation {
      // The density is that of the untransformed targets, so it has the transform's Jacobian.
      value -=
        power.logJacobians(standardTargets).reduce(0, +)
        - Double(data.targets.count) * log(scale.scale * units.scale)
      let z = (parameters[count + 1] - 1) / deviation
      value += z * z / 2
    }
    return Model(process: process, power: power, negatedDensity: value)
  }
}
