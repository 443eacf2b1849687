public import Multitask

/// The reward of a pull, from the primary's validation scores.
///
/// Rewards are in 0...1, larger being better, and draw nothing.
public protocol Reward {
  /// The baseline of the next score, in its units; nil without one.
  var baseline: Double? { get }

  /// Returns the reward of a pull from the primary's evaluation after it, and updates the baseline.
  mutating func reward(for evaluation: Evaluation) -> Double
}

/// The training and the reward of a pull in stage one.
public enum RewardKind: String, CaseIterable, Sendable, Codable {
  /// One model is trained continuously; the reward is whether the primary's validation metric is at least
  /// that after the previous pull. The paper's.
  case metric

  /// One model is trained continuously; the reward is whether the primary's validation log-loss is below its
  /// smoothed forecast.
  case logLoss = "log_loss"

  /// Each pull trains a new model; the reward increases with the gain in the primary's validation log-loss
  /// over its twin, a model with the same seed and budget trained on the primary alone.
  case twin
}

/// The paper's reward: one if the metric is at least the previous one, else zero.
///
/// Follows Guo et al. (2019), section 3.2 <https://arxiv.org/abs/1904.04153>, and the authors' code,
/// whose history begins with a score of zero.
public struct MetricReward: Reward {
  private var last = 0.0

  /// Creates the reward at the beginning of a stage.
  public init() {}

  /// The previous metric.
  public var baseline: Double? { last }

  /// Returns one if the metric is at least that of the previous evaluation, else zero.
  public mutating func reward(for evaluation: Evaluation) -> Double {
    defer { last = evaluation.metric }
    return evaluation.metric >= last ? 1 : 0
  }
}

/// The reward one if the log-loss is below its forecast, else zero.
///
/// Ours. The forecast is Holt's (1957) linear smoothing of the losses so far, which accounts for the trend of
/// training and for noise.
public struct LogLossReward: Reward {
  private static let levelWeight = 0.5
  private static let trendWeight = 0.1
  private var course: (level: Double, trend: Double)?

  /// Creates the reward at the beginning of a stage.
  public init() {}

  /// The forecast of the next loss.
  public var baseline: Double? { course.map { $0.level + $0.trend } }

  /// Returns one if the loss is below the forecast, else zero; one half for the first loss.
  public mutating func reward(for evaluation: Evaluation) -> Double {
    guard let (level, trend) = course else {
      course = (evaluation.loss, 0)
      return 0.5
    }
    let forecast = level + trend
    let newLevel = forecast + Self.levelWeight * (evaluation.loss - forecast)
    course = (newLevel, trend + Self.trendWeight * (newLevel - level - trend))
    return evaluation.loss < forecast ? 1 : 0
  }
}
