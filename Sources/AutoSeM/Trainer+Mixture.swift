import GSLNumerics
import Multitask

extension Trainer {
  /// Trains on a number of batches, shared out as a mixture says.
  ///
  /// - Throws: `CancellationError` between two batches, and what training throws.
  func train(
    mixture: Mixture, batches: Int, schedule: MixingSchedule, using stream: RandomStream
  ) throws {
    for task in schedule.tasks(for: mixture, batches: batches, using: stream) {
      try Task.checkCancellation()
      _ = try train(task: task, batches: 1)
    }
  }
}
