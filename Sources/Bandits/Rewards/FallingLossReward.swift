import GSLNumerics

/// Rewards a batch of a task whose loss is large and falling.
///
/// Follows Glover and Hokamp (2019), equation 16 <https://arxiv.org/abs/1907.06214>: 1 − e⁻ᴸ if the loss L is
/// below that of the last batch of the same task, else 0. The first batch of a task earns nothing; the paper
/// leaves it open.
public struct FallingLossReward: Equatable, Sendable, Codable {
  /// The loss of the last batch of each task, `[tasks]`; nil before the first.
  public private(set) var losses: [Double?]

  /// Creates the rule for a number of tasks.
  public init(tasks: Int) {
    losses = Array(repeating: nil, count: tasks)
  }

  /// Returns the reward, in 0...1, of a batch of a task.
  ///
  /// - Parameters:
  ///   - loss: Its negative log-likelihood in nats, not negative.
  ///   - task: Its task.
  public mutating func reward(loss: Double, of task: Int) -> Double {
    defer { losses[task] = loss }
    return FallingLossReward.reward(loss: loss, previous: losses[task])
  }

  /// Returns the reward, in 0...1, of a loss after another, each not negative.
  public static func reward(loss: Double, previous: Double?) -> Double {
    guard let previous, loss < previous else { return 0 }
    return -expm1(-max(loss, 0))
  }
}
