import GSLNumerics
public import Multitask
public import RunJournal

extension TrainerFactory {
  /// Runs a job in this thread; the model's failure is a result, not an error.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - checkpoint: Called on the way with the number of batches so far and the trainer, if that has checkpoints.
  /// - Throws: `CancellationError` between two calls of the trainer, a `MachineFailure` of the trainer, and what
  ///   `checkpoint` throws as a `MachineFailure`.
  public func run(
    _ job: Job,
    checkpoint: (_ batches: Int, _ trainer: any CheckpointingTrainer) throws -> Void = { _, _ in }
  ) throws -> JobResult {
    let clock = Stopwatch()
    var end: TrainerSnapshot?
    let result = try TrialRecord.Result.of {
      let trainer = try makeTrainer(seed: job.seed)
      let checkpointing = trainer as? any CheckpointingTrainer
      let start = job.snapshot == nil || checkpointing == nil ? 0 : job.from
      if let snapshot = job.snapshot { try checkpointing?.restore(snapshot) }
      let batches = job.schedule.tasks(
        for: job.mixture, batches: job.batches,
        using: RandomStreams(seed: job.seed).stream("schedule"))
      try trainer.train(on: batches[start..<job.to]) { batches in
        if let checkpointing { try checkpoint(batches, checkpointing) }
      }
      let evaluation = try trainer.measured(
        targetsOf: tasks, split: job.split, keepingLosses: job.keepsLosses)
      if job.to < job.batches { end = try checkpointing?.snapshot() }
      return evaluation
    }
    return JobResult(result: result, seconds: clock.seconds, snapshot: end)
  }
}

extension TrainerFactory {
  /// Returns the model that a run of confirmation trained, by training it again in this thread.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - schedule: The schedule of the search's trainings.
  /// - Throws: `CancellationError` between two calls of the trainer, and what the trainer throws.
  public func trainer(
    of run: ConfirmationRecord, schedule: MixingSchedule
  ) throws -> any Trainer {
    let trainer = try makeTrainer(seed: run.seed)
    try trainer.train(
      mixture: run.mixture, batches: run.batches, schedule: schedule,
      using: RandomStreams(seed: run.seed).stream("schedule"))
    return trainer
  }
}

extension TrialRecord.Result {
  /// Returns the result of an evaluation, a failure if it throws.
  ///
  /// - Throws: `CancellationError`, `JournalError` and `MachineFailure`, which are not the model's failures.
  static func of(_ evaluation: () throws -> Evaluation) throws -> TrialRecord.Result {
    do {
      return .evaluated(try evaluation())
    } catch let error as CancellationError {
      throw error
    } catch let error as JournalError {
      throw error
    } catch let error as MachineFailure {
      throw error
    } catch {
      return .failed(reason: "\(error)")
    }
  }
}
