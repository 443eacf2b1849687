import GSLNumerics
import Multitask

/// The most batches of one call of a trainer.
///
/// A command takes each call as one message, so more batches mean fewer messages; a cancelled task waits for
/// the end of the call, so fewer batches mean a faster stop. At 32 a message costs each batch a
/// thirty-second of itself.
private let batchesPerCall = 32

extension Trainer {
  /// Trains on a number of batches, shared out as a mixture says.
  ///
  /// - Throws: `CancellationError` between two calls of the trainer, and what training throws.
  func train(
    mixture: Mixture, batches: Int, schedule: MixingSchedule, using stream: RandomStream
  ) throws {
    try train(on: schedule.tasks(for: mixture, batches: batches, using: stream)[...])
  }

  /// Trains on a batch of each of some tasks, in their order, and in calls of `batchesPerCall` batches.
  ///
  /// - Throws: `CancellationError` between two calls, and what training throws.
  func train(on tasks: ArraySlice<TaskIndex>) throws {
    var rest = tasks
    while !rest.isEmpty {
      try Task.checkCancellation()
      _ = try train(on: Array(rest.prefix(batchesPerCall)))
      rest = rest.dropFirst(batchesPerCall)
    }
  }
}
