import Bandits
import GSLNumerics
import Multitask
package import RunJournal

/// Stage one: a bandit that selects the tasks that help the primary.
///
/// Follows Guo et al. (2019), algorithm 1 <https://arxiv.org/abs/1904.04153>; differs, unless the settings say
/// otherwise, in the reward, in ranking by undiscounted posteriors, and in keeping a task only if it probably
/// helps (`docs/fidelity.md`).
package struct SelectionStage {
  let settings: SelectionSettings
  let context: SearchContext

  /// Creates the stage.
  package init(settings: SelectionSettings, context: SearchContext) {
    self.settings = settings
    self.context = context
  }

  /// Runs the pulls that are not in the journal, and returns the arms, `[tasks]`.
  ///
  /// Recorded pulls are not recomputed, since another processor may differ in the last digits.
  ///
  /// - Throws: `CancellationError`; `SearchError.trialsKeepFailing`, or `.journalContradicts` for a journal of
  ///   other settings; what the journal throws.
  package func run() async throws -> [ArmRecord] {
    var bandit = ThompsonSampling(
      arms: arms.count, decay: settings.decay, firstArm: index(of: context.primary))
    var training = armTraining()
    var drawn = DrawnArms(
      of: arms, count: training.isParallel ? settings.drawnTogether ?? 1 : 1,
      streams: context.streams)
    try replay(&bandit, &training, &drawn)
    let recorded = try context.journal.arms()
    guard recorded.isEmpty else { return recorded }
    try await pull(&bandit, &training, &drawn)
    let records = try rounds == 0 ? keepingAll() : records(of: bandit)
    try context.journal.record(arms: records)
    try context.journal.removeSnapshots()
    return records
  }

  /// The number of pulls; none where only the primary's arm, or no task of its own, could be pulled.
  private var rounds: Int { arms.count > 1 ? settings.rounds : 0 }

  /// Replays the recorded pulls.
  private func replay(
    _ bandit: inout ThompsonSampling, _ training: inout any ArmTraining, _ drawn: inout DrawnArms
  ) throws {
    let recorded = try context.journal.pulls()
    guard recorded.count <= rounds else {
      throw SearchError.journalContradicts(
        "\(recorded.count) pulls", expected: "at most \(rounds)")
    }
    for (round, record) in recorded.enumerated() {
      if settings.forcedArm(pulls: bandit.pulls, primary: index(of: context.primary)) == nil {
        drawn.replay(bandit, round: round, of: rounds)
      }
      training.replay(record)
      guard arms.contains(record.task) else {
        throw SearchError.journalContradicts(
          "a pull of task \(record.task.rawValue)", expected: "one of \(arms.map(\.rawValue))")
      }
      bandit.observe(reward: record.reward, of: index(of: record.task))
      context.observer(.pulled(record, of: rounds))
    }
  }

  /// Runs the remaining pulls.
  private func pull(
    _ bandit: inout ThompsonSampling, _ training: inout any ArmTraining, _ drawn: inout DrawnArms
  ) async throws {
    var streak = FailureStreak(limit: context.failuresInARow)
    var round = bandit.pulls.reduce(0, +)
    while round < rounds {
      let arms = choose(
        bandit, &drawn, round: round, most: training.isParallel ? context.workers : 1)
      let pulls = try await training.pull(arms)
      for (arm, pull) in zip(arms, pulls) {
        try Task.checkCancellation()
        let record = PullRecord(
          round: round, task: arm, reward: pull.reward, baseline: pull.baseline,
          baselineLosses: pull.baselineLosses, result: pull.result, batches: pull.batches,
          seconds: pull.seconds)
        try context.journal.record(record)
        bandit.observe(reward: record.reward, of: index(of: arm))
        context.observer(.pulled(record, of: rounds))
        round += 1
        try streak.count(record.result)
        try save(training)
      }
    }
  }

  /// Saves a checkpoint; a failure to save is noted, and a resumed run trains the model again.
  private func save(_ training: any ArmTraining) throws {
    do {
      try training.saveCheckpoint()
    } catch let error as CancellationError {
      throw error
    } catch let error as JournalError {
      throw error
    } catch {
      try context.journal.note("the model could not be saved: \(error)", at: "selection")
    }
  }

  /// Returns the arms to pull: several of forced exploration together, then those that the bandit draws.
  private func choose(
    _ bandit: ThompsonSampling, _ drawn: inout DrawnArms, round: Int, most: Int
  ) -> [TaskIndex] {
    var (pulls, forced): ([Int], [TaskIndex]) = (bandit.pulls, [])
    while forced.count < min(most, rounds - round),
      let arm = settings.forcedArm(pulls: pulls, primary: index(of: context.primary))
    {
      forced.append(arms[arm])
      pulls[arm] += 1
    }
    guard forced.isEmpty else { return forced }
    return drawn.next(bandit, round: round, of: rounds)
  }

  private func armTraining() -> any ArmTraining {
    switch settings.reward {
    case .metric: ContinuousTraining(reward: MetricReward(), settings: settings, context: context)
    case .logLoss: ContinuousTraining(reward: LogLossReward(), settings: settings, context: context)
    case .twin: TwinTraining(settings: settings, context: context)
    }
  }
}
