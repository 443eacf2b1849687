public import Multitask

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
