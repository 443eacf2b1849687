import GSLNumerics

extension GaussianProcessFit {
  /// The noise of observations.
  public enum Noise: Sendable, CaseIterable {
    /// Any amount of noise.
    case unknown
    /// No noise.
    case none
  }

  /// Returns the fit for inputs of about unit range: Matérn-5/2 with a length scale for each coordinate.
  ///
  /// The length scales' prior grows with the dimension (Hvarfner et al. 2024). The noise's is ours
  /// and wider than theirs, since noise may dominate the validation score of a small data set.
  public static func standard(dimension: Int, noise: Noise = .unknown) -> GaussianProcessFit {
    standard(
      lengthScales: Array(
        repeating: LogNormalPrior.lengthScale(dimension: dimension), count: dimension),
      noise: noise)
  }

  /// Returns the standard fit with given priors of the length scales, `[dimension]`.
  public static func standard(
    lengthScales: [LogNormalPrior], noise: Noise = .unknown
  ) -> GaussianProcessFit {
    GaussianProcessFit(
      kernel: MaternFiveHalves(lengthScales: lengthScales.map { _ in 1 }),
      kernelPriors: lengthScales + [LogNormalPrior(location: 1, scale: 1)],
      noisePrior: noise == .none
        ? LogNormalPrior(location: -16, scale: 1) : LogNormalPrior(location: -3, scale: 1.5),
      noiseFloor: noise == .none ? 1e-8 : 1e-6)
  }

  /// Returns the candidate fits of a model: Matérn-5/2 and squared exponential.
  ///
  /// Without noise the targets are transformed, in units of all of them or of the low ones.
  ///
  /// - Parameters:
  ///   - lengthScales: The priors of the length scales, `[dimension]`.
  ///   - noise: The noise of the observations.
  public static func candidates(
    lengthScales: [LogNormalPrior], noise: Noise = .unknown
  ) -> [GaussianProcessFit] {
    let rough = standard(lengthScales: lengthScales, noise: noise)
    var smooth = rough
    smooth.kernel = SquaredExponential(lengthScales: lengthScales.map { _ in 1 })
    guard noise == .none else { return [rough, smooth] }
    return TransformUnits.allCases.flatMap { units in
      [rough, smooth].map { plain in
        var fit = plain
        (fit.exponentDeviation, fit.transformUnits) = (0.5, units)
        // Four fits take as long as two; each begins at the estimate of the last.
        (fit.climbs, fit.searchSample, fit.iterations) = (1, 64, 10)
        return fit
      }
    }
  }

  /// Returns the fit of scikit-optimize 0.5.2, which the paper's second stage most likely used: Matérn-5/2
  /// with a length scale for each coordinate, bounds in place of priors, and targets of which only the mean is
  /// removed, so that the bounds of the variance and of the noise are in the targets' own units.
  public static func scikitOptimize(dimension: Int) -> GaussianProcessFit {
    GaussianProcessFit(
      kernel: MaternFiveHalves(lengthScales: Array(repeating: 1, count: dimension)),
      kernelPriors: Array(repeating: BoundsPrior(0.01...100), count: dimension)
        + [BoundsPrior(0.01...1000)],
      noisePrior: BoundsPrior(1e-5...1e5), noiseFloor: 1e-10, scaling: .centred, restarts: 2)
  }
}
