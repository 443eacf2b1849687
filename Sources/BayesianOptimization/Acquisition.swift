/// How much a point is worth trying, by what is believed of the objective there.
///
/// The objective is minimised: a smaller mean is better. The acquisition is maximised.
public protocol Acquisition: Sendable {
  /// Returns the worth of a point and its derivatives.
  ///
  /// - Parameters:
  ///   - mean: The posterior mean of the objective; smaller is better.
  ///   - standardDeviation: The posterior standard deviation, positive.
  ///   - best: The objective to improve on.
  func value(mean: Double, standardDeviation: Double, best: Double) -> AcquisitionValue
}

/// The worth of a point and how it changes with what is believed of the objective there.
public struct AcquisitionValue: Equatable, Sendable {
  /// The worth; larger is better.
  public let value: Double

  /// The derivative with respect to the posterior mean.
  public let meanSlope: Double

  /// The derivative with respect to the posterior standard deviation.
  public let standardDeviationSlope: Double

  /// Creates a value.
  public init(value: Double, meanSlope: Double, standardDeviationSlope: Double) {
    self.value = value
    self.meanSlope = meanSlope
    self.standardDeviationSlope = standardDeviationSlope
  }
}
