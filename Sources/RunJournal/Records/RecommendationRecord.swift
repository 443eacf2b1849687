public import Multitask

/// The mixture that stage two recommends.
public struct RecommendationRecord: Equatable, Sendable {
  /// The mixture.
  public let mixture: Mixture

  /// The model's mean of the primary's validation objective there, in the metric's units or as a
  /// negative loss, larger being better; nil where there is no model.
  public let predictedMean: Double?

  /// The model's standard deviation of the mean there, in the same units.
  public let predictedStandardDeviation: Double?

  /// Creates a record.
  public init(mixture: Mixture, predictedMean: Double?, predictedStandardDeviation: Double?) {
    self.mixture = mixture
    self.predictedMean = predictedMean
    self.predictedStandardDeviation = predictedStandardDeviation
  }
}
