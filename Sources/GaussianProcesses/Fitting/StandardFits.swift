import GSLNumerics

extension GaussianProcessFit {
  /// What is known of the noise of a function before it is observed.
  public enum Noise: Sendable, CaseIterable {
    /// There may be any amount of it.
    case unknown
    /// There is none.
    case none
  }

  /// Returns the fit for inputs of about unit range: Matérn-5/2 with a length scale for each coordinate.
  ///
  /// The length scales' prior grows with the dimension (Hvarfner et al. 2024). The noise's is ours,
  /// wider than theirs: a validation score of a small data set may be noise for the most part.
  public static func standard(dimension: Int, noise: Noise = .unknown) -> GaussianProcessFit {
    GaussianProcessFit(
      kernel: MaternFiveHalves(lengthScales: Array(repeating: 1, count: dimension)),
      kernelPriors: Array(
        repeating: LogNormalPrior.lengthScale(dimension: dimension), count: dimension)
        + [LogNormalPrior(location: 1, scale: 1)],
      noisePrior: noise == .none
        ? LogNormalPrior(location: -16, scale: 1) : LogNormalPrior(location: -3, scale: 1.5),
      noiseFloor: noise == .none ? 1e-8 : 1e-6)
  }

  /// Returns the fits that a model is chosen from: Matérn-5/2 for rough functions and squared
  /// exponential for smooth ones; where there is no noise, of targets that may be transformed, in units of
  /// all of them or of the low ones.
  public static func candidates(dimension: Int, noise: Noise = .unknown) -> [GaussianProcessFit] {
    let rough = standard(dimension: dimension, noise: noise)
    var smooth = rough
    smooth.kernel = SquaredExponential(lengthScales: Array(repeating: 1, count: dimension))
    guard noise == .none else { return [rough, smooth] }
    return TransformUnits.allCases.flatMap { units in
      [rough, smooth].map { plain in
        var fit = plain
        (fit.exponentDeviation, fit.transformUnits) = (0.5, units)
        // Four fits are to take no longer than two do; each goes on where the last one ended.
        (fit.climbs, fit.searchSample, fit.iterations) = (1, 64, 10)
        return fit
      }
    }
  }

  /// Returns the fit of scikit-optimize 0.5.2, on which the paper's second stage most likely ran:
  /// Matérn-5/2 with a length scale for each coordinate, and bounds in place of priors.
  public static func scikitOptimize(dimension: Int) -> GaussianProcessFit {
    GaussianProcessFit(
      kernel: MaternFiveHalves(lengthScales: Array(repeating: 1, count: dimension)),
      kernelPriors: Array(repeating: BoundsPrior(0.01...100), count: dimension)
        + [BoundsPrior(0.01...1000)],
      noisePrior: BoundsPrior(1e-5...1e5), noiseFloor: 1e-10, restarts: 2)
  }
}
