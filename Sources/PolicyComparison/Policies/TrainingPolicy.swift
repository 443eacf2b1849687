import Multitask

/// A way of spending the batches of a training.
protocol TrainingPolicy: Sendable {
  /// Spends all batches there are, or fewer.
  ///
  /// - Throws: `CancellationError`, and what the trainer throws.
  func train(_ training: BudgetedTraining) async throws
}

/// Batches shared out as a mixture says, from beginning to end.
struct FixedMixture: TrainingPolicy {
  let mixture: Mixture
  let schedule: MixingSchedule

  func train(_ training: BudgetedTraining) throws {
    try training.trainToTheEnd(mixture, schedule: schedule)
  }
}
