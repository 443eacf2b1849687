import GSLNumerics

/// The logarithm of the expected improvement on the best objective, which is minimised.
///
/// Follows Ament et al. (2023), equation 9 <https://arxiv.org/abs/2310.20708>, which stays finite where
/// the textbook formula underflows to zero (beyond about 38 standard deviations), so that the
/// gradient never vanishes.
public struct LogExpectedImprovement: PointwiseAcquisition, Equatable {
  /// Creates the acquisition.
  public init() {}

  /// A logarithm.
  public var scale: AcquisitionScale { .logarithm }

  /// Returns the natural logarithm of the expected improvement and its derivatives.
  public func value(
    mean: Double, standardDeviation: Double, best: Double
  ) -> AcquisitionValue {
    let z = (best - mean) / standardDeviation
    let (value, slope) = NormalDistribution.logExpectedExcess(z)
    return AcquisitionValue(
      value: value + log(standardDeviation), meanSlope: -slope / standardDeviation,
      standardDeviationSlope: (1 - slope * z) / standardDeviation)
  }
}
