import Multitask

/// Batches in the proportions of a mixture, from beginning to end.
struct FixedMixture: TrainingPolicy {
  let mixture: Mixture
  let schedule: MixingSchedule

  func train(_ training: BudgetedTraining) throws {
    try training.trainToTheEnd(mixture, schedule: schedule)
  }
}
