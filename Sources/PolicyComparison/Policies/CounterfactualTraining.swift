import Bandits
import GSLNumerics
import Multitask

/// A third of the batches drawn evenly, a third by the policy that this log argues for, and the rest by
/// the one that both logs do; with the log of earlier runs, all batches by the policy that it argues for.
///
/// Follows Glover and Hokamp (2019), section 4 <https://arxiv.org/abs/1907.06214>, whose rounds are
/// trainings of their own. What earlier runs were rewarded for is not what batches are: their log and the
/// batches' own are not pooled.
struct CounterfactualTraining: TrainingPolicy {
  let tasks: Int
  let earlier: EarlierRuns?

  func train(_ training: BudgetedTraining) throws {
    guard let earlier else { return try learn(training) }
    let policy = try earlier.batchPolicy(using: training.streams.stream("policy", 0))
    try SampledTasks(policy: policy, reward: .loss).train(training)
  }

  private func learn(_ training: BudgetedTraining) throws {
    var policy: any TaskPolicy = CounterfactualPolicy(arms: tasks)
    let sampling = SampledTasks(policy: policy, reward: .fallingLoss)
    for round in 0..<3 {
      if round > 0, let logged = policy as? CounterfactualPolicy {
        policy = try logged.improved(using: training.streams.stream("policy", round))
      }
      let batches = round < 2 ? training.budget / 3 : training.remaining
      try sampling.spend(batches, of: training, by: &policy)
    }
  }
}
