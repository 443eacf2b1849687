import GSLNumerics

/// The probability of an improvement on the best objective, which is minimised.
///
/// Follows Kushner (1964), with scikit-optimize's margin.
public struct ProbabilityOfImprovement: PointwiseAcquisition, Equatable {
  /// The margin ξ by which the best objective is to be improved on, in the objective's units.
  public let margin: Double

  /// Creates the acquisition.
  public init(margin: Double = 0) {
    self.margin = margin
  }

  /// Probabilities, whose ratios matter.
  public var scale: AcquisitionScale { .gain }

  /// Returns the probability and its derivatives.
  public func value(
    mean: Double, standardDeviation: Double, best: Double
  ) -> AcquisitionValue {
    let z = (best - margin - mean) / standardDeviation
    let density = NormalDistribution.density(z)
    return AcquisitionValue(
      value: NormalDistribution.cumulative(z), meanSlope: -density / standardDeviation,
      standardDeviationSlope: z == 0 || density == 0 ? 0 : -z * density / standardDeviation)
  }
}
