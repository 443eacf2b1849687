public import Bandits
import GSLNumerics
import Multitask
import TaskWeighting

/// Training by a bandit, which chooses the task of each batch and learns from its reward.
///
/// The bandit keeps its state from model to model.
public struct SampledTasks: TrainingPolicy {
  /// The reward of a batch.
  public enum Reward: Sendable, CaseIterable {
    /// The loss of the batch before the step minus the loss after it (Graves et al. 2017).
    case predictionGain
    /// The loss of the batch (Albalak et al. 2023).
    case loss
    /// 1 − e⁻ᴸ where the loss fell since the task's last batch (Glover and Hokamp 2019).
    case fallingLoss
    /// The cosine of the batch's gradient and the primary's, whose batch counts as well.
    case gradientAlignment
    /// After ten batches of the task: 1 if the primary's validation score is at least the previous one, else 0
    /// (Guo et al. 2019).
    case improvement
  }

  private let policy: any TaskPolicy
  private let reward: Reward

  /// The number of consecutive batches of a task for the reward of the primary's improvement.
  private static let period = 10

  /// Creates the policy.
  ///
  /// - Parameters:
  ///   - policy: The bandit in its initial state, with an arm for each task.
  ///   - reward: A reward in the bandit's range.
  public init(_ policy: any TaskPolicy, reward: Reward) {
    self.policy = policy
    self.reward = reward
  }

  /// Gradients for rewards from gradients, else plain batches.
  public var requirement: TrainerRequirement {
    switch reward {
    case .predictionGain, .gradientAlignment: .gradients
    case .loss, .fallingLoss, .improvement: .batches
    }
  }

  /// Trains with all batches.
  ///
  /// - Throws: `CancellationError`, and what the trainer throws.
  public func train(_ training: BudgetedTraining) throws {
    precondition(
      policy.arms == training.tasks.count,
      "an arm for each of \(training.tasks.count) tasks is expected, got \(policy.arms)")
    var policy = policy
    try spend(training.budget, of: training, by: &policy)
  }

  /// Trains with a number of batches, and at most a step more.
  func spend(
    _ batches: Int, of training: BudgetedTraining, by policy: inout any TaskPolicy
  ) throws {
    let end = min(training.spent.total + batches, training.budget)
    var falling = FallingLossReward(tasks: policy.arms)
    var lastScore = -Double.infinity
    while training.spent.total < end {
      let stream = training.streams.stream("choice", training.spent.total)
      let task = TaskIndex(policy.choose(using: stream))
      let value: Double
      switch reward {
      case .predictionGain:
        value = try training.step(with: [task]) { (trainer: any JointTrainer) in
          try trainer.predictionGain(of: task)
        }
      case .loss: value = try training.train(task).losses.first ?? 0
      case .fallingLoss:
        value = falling.reward(
          loss: try training.train(task).losses.first ?? 0, of: task.rawValue)
      case .gradientAlignment: value = try alignment(task, training)
      case .improvement:
        for _ in 0..<min(Self.period, training.remaining) { _ = try training.train(task) }
        let score = try training.score()
        value = score >= lastScore ? 1 : 0
        lastScore = score
      }
      policy.observe(reward: value, of: task.rawValue)
    }
  }

  private func alignment(_ task: TaskIndex, _ training: BudgetedTraining) throws -> Double {
    let primary = training.primary
    guard task != primary, training.remaining > 1 else {
      _ = try training.train(task)
      return task == primary ? 1 : 0
    }
    return try training.step(with: [primary, task]) { (trainer: any JointTrainer) in
      let gram = try trainer.gradients(of: [primary, task]).gram
      try trainer.step(weights: [0, 1])
      return GradientAlignment.reward(
        product: gram[0, 1], auxiliarySquared: gram[1, 1], primarySquared: gram[0, 0])
    }
  }
}
