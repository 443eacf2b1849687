import Bandits
import GSLNumerics
import Multitask

/// Training by a counterfactual policy, in three rounds of a third of the batches each.
///
/// The first round draws tasks evenly, the second by the policy learned from the first, the third by the one
/// learned from both. With logged pulls, all batches are drawn by the policy learned from them. Follows Glover
/// and Hokamp (2019), section 4 <https://arxiv.org/abs/1907.06214>, whose rounds are trainings of their own.
/// The rewards of logged pulls and those of batches differ, so their logs are not pooled.
struct CounterfactualTraining: TrainingPolicy {
  let tasks: Int
  let logged: LoggedPulls?

  func train(_ training: BudgetedTraining) throws {
    guard let logged else { return try learn(training) }
    let policy = try logged.batchPolicy(using: training.streams.stream("policy", 0))
    try SampledTasks(policy, reward: .loss).train(training)
  }

  private func learn(_ training: BudgetedTraining) throws {
    var policy: any TaskPolicy = CounterfactualPolicy(arms: tasks)
    let sampling = SampledTasks(policy, reward: .fallingLoss)
    for round in 0..<3 {
      if round > 0, let logged = policy as? CounterfactualPolicy {
        policy = try logged.improved(using: training.streams.stream("policy", round))
      }
      let batches = round < 2 ? training.budget / 3 : training.remaining
      try sampling.spend(batches, of: training, by: &policy)
    }
  }
}
