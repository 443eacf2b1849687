import GSLNumerics
import Multitask

/// The largest number of batches of a call of a trainer.
///
/// More batches mean fewer messages to a command, fewer batches a faster cancellation.
private let batchesPerCall = 32

extension Trainer {
  /// Trains on a number of batches, scheduled by a mixture.
  ///
  /// - Throws: `CancellationError` between two calls of the trainer, and what training throws.
  func train(
    mixture: Mixture, batches: Int, schedule: MixingSchedule, using stream: RandomStream
  ) throws {
    try train(on: schedule.tasks(for: mixture, batches: batches, using: stream)[...])
  }

  /// Trains on a batch of each task in order, in calls of `batchesPerCall` batches.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - called: Called between two calls with the index of the next batch.
  /// - Throws: `CancellationError` between two calls, and what training and `called` throw.
  func train(
    on tasks: ArraySlice<TaskIndex>, called: (_ next: Int) throws -> Void = { _ in }
  ) throws {
    var rest = tasks
    while !rest.isEmpty {
      try Task.checkCancellation()
      _ = try train(on: Array(rest.prefix(batchesPerCall)))
      rest = rest.dropFirst(batchesPerCall)
      if !rest.isEmpty { try called(rest.startIndex) }
    }
  }
}
