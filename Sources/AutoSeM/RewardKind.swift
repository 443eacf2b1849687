/// How a pull of stage one is trained and rewarded.
public enum RewardKind: String, CaseIterable, Sendable, Codable {
  /// One model is trained from pull to pull; whether the primary's validation metric is at least the
  /// one after the pull before: the paper's.
  case metric

  /// One model is trained from pull to pull; whether the primary's validation log-loss is below its
  /// smoothed course.
  case logLoss = "log_loss"

  /// Each pull trains a fresh model; how far the primary's validation log-loss is below that of its
  /// twin, a model from the same seed trained as long on the primary alone.
  case twin

  /// The primary's own utility where it is known beforehand: against its twin it always ties.
  var tie: Double? { self == .twin ? 0.5 : nil }
}
