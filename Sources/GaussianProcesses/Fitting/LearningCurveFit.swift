import GSLNumerics

extension GaussianProcessFit {
  /// Returns the fit of learning curves (`LearningCurveKernel`): inputs are features of about unit range,
  /// then the share of the training and the number of the run.
  ///
  /// The length scales' priors are those of `standard`. The modes of the exponents are one half for the
  /// power law and one for the growth, for which the limits are Brownian motions. A run's deviation has at
  /// the mode a seventh of the limits' variance, and a length scale of half the training. Ours.
  public static func learningCurves(dimension: Int) -> GaussianProcessFit {
    let scales = [Double](repeating: 1, count: dimension)
    let lengths = [any HyperparameterPrior](
      repeating: LogNormalPrior.lengthScale(dimension: dimension), count: dimension)
    let variance = LogNormalPrior(location: 1, scale: 1)
    let limit: [any HyperparameterPrior] = lengths + [variance]
    let growth = LogNormalPrior(location: 0.49, scale: 0.7)
    let exponent = LogNormalPrior(location: log(0.5) + 0.25, scale: 0.5)
    let deviation: [any HyperparameterPrior] = [
      LogNormalPrior(location: log(0.5) + 0.09, scale: 0.3), LogNormalPrior(location: -1, scale: 1),
    ]
    return GaussianProcessFit(
      kernel: LearningCurveKernel(
        limit: MaternFiveHalves(lengthScales: scales),
        shortfall: MaternFiveHalves(lengthScales: scales),
        deviation: MaternThreeHalves(lengthScales: [1])),
      kernelPriors: limit + [growth] + limit + [variance, exponent] + deviation,
      noisePrior: LogNormalPrior(location: -4, scale: 1.5))
  }
}
