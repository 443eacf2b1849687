import GSLNumerics
import Multitask
import RunJournal

/// The one model that stage one trains from pull to pull.
///
/// It is made when a pull is really to be trained: a resumed stage goes back to the newest snapshot
/// and trains the pulls after it again, without evaluating them.
struct ContinuousModel {
  private static let roundsBetweenSnapshots = 20

  let settings: SelectionSettings
  let factory: any TrainerFactory
  let journal: Journal
  let streams: RandomStreams
  private var trainer: (any Trainer)?
  private var arms: [TaskIndex] = []

  init(
    settings: SelectionSettings, factory: any TrainerFactory, journal: Journal,
    streams: RandomStreams
  ) {
    self.settings = settings
    self.factory = factory
    self.journal = journal
    self.streams = streams
  }

  /// Remembers a pull whose outcome the journal already holds.
  mutating func skip(_ arm: TaskIndex) {
    arms.append(arm)
  }

  /// Trains the pull of an arm and measures the primary.
  mutating func pull(_ arm: TaskIndex) throws -> Evaluation {
    let trainer = try trainer ?? caughtUp()
    self.trainer = trainer
    arms.append(arm)
    try train(trainer, arm)
    return try trainer.evaluate(task: factory.primary, split: .validation)
  }

  /// Saves the model from time to time, once the last pull is journaled.
  func saveIfDue() throws {
    guard let trainer, arms.count.isMultiple(of: Self.roundsBetweenSnapshots) else { return }
    try journal.saveSnapshot(trainer.snapshot(), afterRound: arms.count - 1)
  }

  private func caughtUp() throws -> any Trainer {
    let trainer = try factory.makeTrainer(seed: streams.stream("selection-model").seed())
    var trained = 0
    if let (afterRound, snapshot) = try journal.latestSnapshot(), afterRound < arms.count {
      try trainer.restore(snapshot)
      trained = afterRound + 1
    }
    for arm in arms[trained...] { try train(trainer, arm) }
    return trainer
  }

  /// A pull's batches: the arm's, and the primary's share of them.
  private func train(_ trainer: any Trainer, _ arm: TaskIndex) throws {
    let share = arm == factory.primary ? 0 : settings.primaryShare
    var weights = [Double](repeating: 0, count: factory.tasks.count)
    weights[factory.primary.rawValue] += share
    weights[arm.rawValue] += 1 - share
    try trainer.train(
      mixture: Mixture(weights: weights), batches: settings.batchesPerPull,
      schedule: .interleaved, using: streams.stream("pull-schedule"))
  }
}
