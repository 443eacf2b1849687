import GSLNumerics
package import Multitask
package import RunJournal

/// A fresh model trained with a mixture and measured on the primary: the unit of work of stage two
/// and of confirmation.
package struct MixtureRun: Sendable {
  let factory: any TrainerFactory
  let schedule: MixingSchedule

  /// The batches of a whole run.
  let batches: Int

  /// Describes runs.
  package init(factory: any TrainerFactory, schedule: MixingSchedule, batches: Int) {
    self.factory = factory
    self.schedule = schedule
    self.batches = batches
  }

  /// How a run, or a piece of one, ended and how long it took.
  package struct Ending: Sendable {
    package let result: TrialRecord.Result
    package let seconds: Double

    /// Where the model can continue; nil for a whole run, one that failed, and a trainer that makes no snapshots.
    package let snapshot: TrainerSnapshot?
  }

  /// Trains and measures; a model that fails is a result, not an error.
  ///
  /// - Throws: `CancellationError`.
  package func run(_ mixture: Mixture, seed: UInt64, split: Split) throws -> Ending {
    try run(mixture, seed: seed, split: split, from: 0, to: batches, snapshot: nil)
  }

  /// Trains a piece of a run and measures at its end.
  ///
  /// In pieces or at once, the batches are the same: the sequence is drawn for the whole run.
  ///
  /// - Parameters:
  ///   - mixture: The shares of the tasks.
  ///   - seed: Decides the model and its batches.
  ///   - split: What is measured on.
  ///   - from: The batches at which the piece begins.
  ///   - to: Those at which it ends.
  ///   - snapshot: The model at the beginning; nil if it is to be trained again from the seed.
  /// - Throws: `CancellationError`.
  func run(
    _ mixture: Mixture, seed: UInt64, split: Split, from: Int, to: Int, snapshot: TrainerSnapshot?
  ) throws -> Ending {
    let clock = Stopwatch()
    var end: TrainerSnapshot?
    let result = try TrialRecord.Result.of {
      let trainer = try factory.makeTrainer(seed: seed)
      let checkpointing = trainer as? any CheckpointingTrainer
      let start = snapshot == nil || checkpointing == nil ? 0 : from
      if let snapshot { try checkpointing?.restore(snapshot) }
      let tasks = schedule.tasks(
        for: mixture, batches: batches, using: RandomStreams(seed: seed).stream("schedule"))
      try trainer.train(on: tasks[start..<to])
      let evaluation = try trainer.measured(task: factory.primary, split: split)
      if to < batches { end = try checkpointing?.snapshot() }
      return evaluation
    }
    return Ending(result: result, seconds: clock.seconds, snapshot: end)
  }
}

extension TrialRecord.Result {
  /// Returns the result of an evaluation; one that fails is a failure and no error.
  ///
  /// - Throws: `CancellationError` and `JournalError`, which are no failures of the model.
  static func of(_ evaluation: () throws -> Evaluation) throws -> TrialRecord.Result {
    do {
      return .evaluated(try evaluation())
    } catch let error as CancellationError {
      throw error
    } catch let error as JournalError {
      throw error
    } catch {
      return .failed(reason: "\(error)")
    }
  }
}
