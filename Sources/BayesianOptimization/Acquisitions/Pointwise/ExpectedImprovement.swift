import GSLNumerics

/// The expected improvement on the best objective, which is minimised.
///
/// Follows Jones, Schonlau and Welch (1998), equation 15, with scikit-optimize's margin.
public struct ExpectedImprovement: PointwiseAcquisition, Equatable {
  /// The margin ξ by which the best objective is to be improved on, in the objective's units.
  public let margin: Double

  /// Creates the acquisition.
  public init(margin: Double = 0) {
    self.margin = margin
  }

  /// Improvements, whose ratios matter.
  public var scale: AcquisitionScale { .gain }

  /// Returns the expected improvement and its derivatives.
  public func value(
    mean: Double, standardDeviation: Double, best: Double
  ) -> AcquisitionValue {
    let z = (best - margin - mean) / standardDeviation
    let density = NormalDistribution.density(z)
    let cumulative = NormalDistribution.cumulative(z)
    return AcquisitionValue(
      value: max(standardDeviation * (density + z * cumulative), 0), meanSlope: -cumulative,
      standardDeviationSlope: density)
  }
}
