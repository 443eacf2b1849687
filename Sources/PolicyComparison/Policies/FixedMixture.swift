import Multitask

/// Training on a fixed mixture.
struct FixedMixture: TrainingPolicy {
  let mixture: Mixture
  let schedule: MixingSchedule

  func train(_ training: BudgetedTraining) throws {
    try training.trainToTheEnd(mixture, schedule: schedule)
  }
}
