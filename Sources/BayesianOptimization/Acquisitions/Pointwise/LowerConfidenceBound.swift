/// The negative lower confidence bound of the objective, which is minimised.
///
/// Follows Cox and John (1992): κ σ − μ.
public struct LowerConfidenceBound: PointwiseAcquisition, Equatable {
  /// The number κ of standard deviations below the mean.
  public let standardDeviations: Double

  /// Creates the acquisition.
  public init(standardDeviations: Double = 1.96) {
    self.standardDeviations = standardDeviations
  }

  /// The units of the objective.
  public var scale: AcquisitionScale { .objective }

  /// Returns the negative lower confidence bound and its derivatives; the best objective is ignored.
  public func value(
    mean: Double, standardDeviation: Double, best: Double
  ) -> AcquisitionValue {
    AcquisitionValue(
      value: standardDeviations * standardDeviation - mean, meanSlope: -1,
      standardDeviationSlope: standardDeviations)
  }
}
