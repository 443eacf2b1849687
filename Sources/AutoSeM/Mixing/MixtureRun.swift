import GSLNumerics
package import Multitask
package import RunJournal

/// Training of a new model on a mixture and its evaluation on the targets, for stage two and confirmation.
package struct MixtureRun: Sendable {
  let factory: any TrainerFactory
  let schedule: MixingSchedule

  /// The batches of a whole run.
  let batches: Int

  /// Creates a run of a length and a schedule.
  package init(factory: any TrainerFactory, schedule: MixingSchedule, batches: Int) {
    self.factory = factory
    self.schedule = schedule
    self.batches = batches
  }

  /// The result and the duration of a run or a part of one.
  package struct Measurement: Sendable {
    package let result: TrialRecord.Result
    package let seconds: Double

    /// The checkpoint at the end of a part; nil for a whole or failed run, or without checkpoints.
    package let snapshot: TrainerSnapshot?
  }

  /// Trains and evaluates a model; its failure is a result, not an error.
  ///
  /// - Throws: `CancellationError`.
  package func run(_ mixture: Mixture, seed: UInt64, split: Split) throws -> Measurement {
    try run(mixture, seed: seed, split: split, from: 0, to: batches, snapshot: nil)
  }

  /// Trains a part of a run, and evaluates the model at its end.
  ///
  /// The schedule is drawn for the whole run, so that its division has no effect.
  ///
  /// - Parameters:
  ///   - mixture: The shares of the tasks.
  ///   - seed: The seed of the model and of the schedule.
  ///   - split: The split of the evaluation.
  ///   - from: The number of batches before the part.
  ///   - to: The number of batches at its end.
  ///   - snapshot: The checkpoint before the part; nil to train again from the seed.
  /// - Throws: `CancellationError`.
  func run(
    _ mixture: Mixture, seed: UInt64, split: Split, from: Int, to: Int, snapshot: TrainerSnapshot?
  ) throws -> Measurement {
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
      let evaluation = try trainer.measured(targetsOf: factory.tasks, split: split)
      if to < batches { end = try checkpointing?.snapshot() }
      return evaluation
    }
    return Measurement(result: result, seconds: clock.seconds, snapshot: end)
  }
}

extension TrialRecord.Result {
  /// Returns the result of an evaluation, a failure if it throws.
  ///
  /// - Throws: `CancellationError` and `JournalError`, which are not the model's failures.
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
