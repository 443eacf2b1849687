public import Multitask

/// Turns the primary's validation scores into rewards for the arms that caused them.
///
/// A reward lies between zero and one, larger being better; rewards draw nothing.
public protocol Reward {
  /// The baseline of the next score, in its units; nil without one.
  var baseline: Double? { get }

  /// Returns the reward of the pull after which the primary has this score, and remembers the score.
  mutating func reward(for evaluation: Evaluation) -> Double
}

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

/// The paper's reward: one if the metric is at least the one before, else zero.
///
/// Follows Guo et al. (2019), section 3.2 <https://arxiv.org/abs/1904.04153>, and the authors' code,
/// whose history begins with a score of zero.
public struct MetricReward: Reward {
  private var last = 0.0

  /// Creates the reward at the beginning of a stage.
  public init() {}

  /// The metric before.
  public var baseline: Double? { last }

  /// Returns one if the metric is at least that of the evaluation before, else zero.
  public mutating func reward(for evaluation: Evaluation) -> Double {
    defer { last = evaluation.metric }
    return evaluation.metric >= last ? 1 : 0
  }
}

/// One if the log-loss is below the course that it was on, else zero.
///
/// Ours. The course is Holt's (1957) linear smoothing of the losses so far, so that neither the common
/// trend of training nor one lucky score decides.
public struct LogLossReward: Reward {
  private static let levelWeight = 0.5
  private static let trendWeight = 0.1
  private var course: (level: Double, trend: Double)?

  /// Creates the reward at the beginning of a stage.
  public init() {}

  /// The forecast of the next loss.
  public var baseline: Double? { course.map { $0.level + $0.trend } }

  /// Returns one if the loss is below the forecast of the losses before, else zero; one half for the
  /// first, with which nothing can be compared.
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
