import GSLNumerics
import Multitask
import RunJournal

/// One model, trained continuously from pull to pull, as in the paper.
///
/// No job: the model stays in this process, wherever the jobs of the other stages run.
///
/// A resumed stage restores the newest checkpoint before the first new pull and trains the pulls after the
/// checkpoint again, without evaluating them; without checkpoints, all pulls.
struct ContinuousTraining: ArmTraining {
  private static let roundsBetweenSnapshots = 20

  private let settings: SelectionSettings
  private let context: SearchContext
  private var reward: any Reward
  private var trainer: (any Trainer)?

  /// The arms so far; nil for a pull that failed and left nothing in the model.
  private var arms: [TaskIndex?] = []

  init(
    reward: any Reward, settings: SelectionSettings, context: SearchContext
  ) {
    self.reward = reward
    self.settings = settings
    self.context = context
  }

  var isParallel: Bool { false }

  mutating func pull(_ arms: [TaskIndex]) throws -> [Pull] {
    try arms.map { try pull($0) }
  }

  private mutating func pull(_ arm: TaskIndex) throws -> Pull {
    let (clock, baseline) = (Stopwatch(), reward.baseline)
    let result = try TrialRecord.Result.of {
      let trainer = try trainer ?? caughtUp()
      self.trainer = trainer
      try train(trainer, arm)
      return try trainer.measured(targetsOf: context.factory.tasks, split: .validation)
    }
    return Pull(
      reward: take(result, of: arm), baseline: baseline, result: result,
      batches: settings.batchesPerPull, seconds: clock.seconds)
  }

  mutating func replay(_ record: PullRecord) {
    _ = take(record.result, of: record.task)
  }

  private mutating func take(_ result: TrialRecord.Result, of arm: TaskIndex) -> Double {
    switch result {
    case .evaluated(let evaluation):
      arms.append(arm)
      return reward.reward(for: evaluation)
    case .failed:
      arms.append(nil)
      trainer = nil
      return 0
    }
  }

  func saveCheckpoint() throws {
    guard let trainer = trainer as? any CheckpointingTrainer,
      arms.count.isMultiple(of: Self.roundsBetweenSnapshots)
    else { return }
    try context.journal.saveSnapshot(trainer.snapshot(), afterRound: arms.count - 1)
  }

  private func caughtUp() throws -> any Trainer {
    let trainer = try context.factory.makeTrainer(
      seed: context.streams.stream("selection-model").seed())
    var trained = 0
    if let checkpointing = trainer as? any CheckpointingTrainer,
      let (afterRound, snapshot) = try context.journal.latestSnapshot(), afterRound < arms.count
    {
      try checkpointing.restore(snapshot)
      trained = afterRound + 1
    }
    for arm in arms[trained...].compactMap(\.self) { try train(trainer, arm) }
    return trainer
  }

  private func train(_ trainer: any Trainer, _ arm: TaskIndex) throws {
    try trainer.train(
      mixture: settings.mixture(of: arm, in: context.factory.tasks),
      batches: settings.batchesPerPull, schedule: .interleaved,
      using: context.streams.stream("pull-schedule"))
  }
}
