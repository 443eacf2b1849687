/// How a pull of stage one is rewarded.
public enum RewardKind: String, CaseIterable, Sendable, Codable {
  /// Whether the primary's validation metric is at least the one after the pull before: the paper's.
  case metric

  /// Whether the primary's validation log-loss is below its smoothed course; less noisy.
  case logLoss = "log_loss"

  /// Returns the reward at the beginning of a stage.
  public func makeReward() -> any Reward {
    switch self {
    case .metric: MetricReward()
    case .logLoss: LogLossReward()
    }
  }
}
