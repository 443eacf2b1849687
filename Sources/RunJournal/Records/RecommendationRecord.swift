public import Multitask

/// The mixture that stage two recommends.
public struct RecommendationRecord: Equatable, Sendable {
  /// The mixture.
  public let mixture: Mixture

  /// The posterior mean of the primary's validation objective, in the metric's units or as a negative loss,
  /// larger being better; nil without a model.
  public let predictedMean: Double?

  /// The posterior standard deviation, in the same units.
  public let predictedStandardDeviation: Double?

  /// Creates a record.
  public init(mixture: Mixture, predictedMean: Double?, predictedStandardDeviation: Double?) {
    self.mixture = mixture
    self.predictedMean = predictedMean
    self.predictedStandardDeviation = predictedStandardDeviation
  }
}
