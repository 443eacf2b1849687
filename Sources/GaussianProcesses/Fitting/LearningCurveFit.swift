import GSLNumerics

extension GaussianProcessFit {
  /// Returns the fit of learning curves over features of about unit range, followed by the share of the
  /// training and the number of the run (`LearningCurveKernel`).
  ///
  /// The length scales' priors are those of `standard`. The likeliest exponents are one half for the
  /// power law and one for the growth, with which the limits would be Brownian motions; the likeliest
  /// deviation of a run has a seventh of the limits' variance and changes over half of the training.
  /// Ours.
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
