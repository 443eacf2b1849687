public import Multitask

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
