import Bandits
import GSLNumerics
import Multitask
import TaskWeighting

/// A policy that chooses the task of each batch, or of a few in a row, and learns from a reward.
///
/// The policy goes on from model to model: what it has learned of the tasks is not lost.
struct SampledTasks: TrainingPolicy {
  /// What a policy is told of a batch.
  enum Reward {
    /// The loss of the batch before the step less that after it (Graves et al. 2017).
    case predictionGain
    /// The loss of the batch (Albalak et al. 2023).
    case loss
    /// 1 − e⁻ᴸ where the loss fell since the task's last batch (Glover and Hokamp 2019).
    case fallingLoss
    /// The cosine of the batch's gradient and the primary's, whose batch is paid for.
    case gradientAlignment
    /// Whether the primary does at least as well as before on the validation split, after ten batches of
    /// the task (Guo et al. 2019).
    case improvement
  }

  let policy: any TaskPolicy
  let reward: Reward

  /// The batches of a task in a row where the reward is the primary's improvement.
  private static let period = 10

  func train(_ training: BudgetedTraining) throws {
    var policy = policy
    try spend(training.budget, of: training, by: &policy)
  }

  /// Spends a number of batches, or a step more.
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
      case .predictionGain: value = try predictionGain(task, training)
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

  private func predictionGain(_ task: TaskIndex, _ training: BudgetedTraining) throws -> Double {
    try training.step(with: [task]) { (trainer: any JointTrainer) in
      let before = try trainer.gradients(of: [task]).losses[0]
      try trainer.step(weights: [1])
      return before - (try trainer.losses()[0])
    }
  }

  private func alignment(_ task: TaskIndex, _ training: BudgetedTraining) throws -> Double {
    let primary = training.factory.primary
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
