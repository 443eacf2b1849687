import GSLNumerics
import Multitask

extension Trainer {
  /// Trains on a number of batches, shared out as a mixture says.
  ///
  /// - Throws: `CancellationError` between two batches, and what training throws.
  func train(
    mixture: Mixture, batches: Int, schedule: MixingSchedule, using stream: RandomStream
  ) throws {
    try train(on: schedule.tasks(for: mixture, batches: batches, using: stream)[...])
  }

  /// Trains on a batch of each of some tasks, in their order.
  ///
  /// - Throws: `CancellationError` between two batches, and what training throws.
  func train(on tasks: ArraySlice<TaskIndex>) throws {
    for task in tasks {
      try Task.checkCancellation()
      _ = try train(task: task, batches: 1)
    }
  }
}
