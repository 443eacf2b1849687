import Bandits
package import GSLNumerics
package import Multitask
package import RunJournal

/// Stage one: a bandit that finds out which tasks help the primary.
///
/// Follows Guo et al. (2019), algorithm 1 <https://arxiv.org/abs/1904.04153>; differs, unless the
/// settings say otherwise, in the reward, in ranking by undecayed counts, and in keeping a task only
/// if it probably helps (`docs/fidelity.md`).
package struct SelectionStage {
  let settings: SelectionSettings
  let failuresInARow: Int
  let workers: Int
  let factory: any TrainerFactory
  let journal: Journal
  let streams: RandomStreams
  let observer: SearchObserver

  /// Prepares the stage.
  package init(
    settings: SelectionSettings, failuresInARow: Int, workers: Int, factory: any TrainerFactory,
    journal: Journal, streams: RandomStreams, observer: @escaping SearchObserver
  ) {
    self.settings = settings
    self.failuresInARow = failuresInARow
    self.workers = workers
    self.factory = factory
    self.journal = journal
    self.streams = streams
    self.observer = observer
  }

  /// Runs the pulls that the journal does not hold yet and says what is known of each arm.
  package func run() async throws -> [ArmRecord] {
    let primary = factory.primary
    let recorded = try journal.pulls()
    var bandit = ThompsonSampling(
      arms: factory.tasks.count, decay: settings.decay, firstArm: primary.rawValue)
    var training = armTraining()
    let streak = FailureStreak(most: failuresInARow)

    // The arms that are known to be next, and their pulls as far as they were trained.
    var (next, pulls): ([TaskIndex], [Pull]) = ([], [])
    for round in 0..<settings.rounds {
      try Task.checkCancellation()
      if next.isEmpty {
        next = choose(bandit: &bandit, round: round, most: training.isParallel ? workers : 1)
      }
      let arm = next[0]
      let record: PullRecord
      if round < recorded.count {
        record = recorded[round]
        guard record.task == arm, record.reward == training.replay(record) else {
          throw SearchError.replayDiffers(stage: "selection", index: round)
        }
      } else {
        if pulls.isEmpty { pulls = try await training.pull(next, workers: workers) }
        let pull = pulls.removeFirst()
        record = PullRecord(
          round: round, task: arm, reward: pull.reward, baseline: pull.baseline,
          result: pull.result, batches: pull.batches, seconds: pull.seconds)
        try journal.record(record)
        try streak.count(record.result)
        try save(training)
      }
      next.removeFirst()
      bandit.observe(reward: record.reward, of: arm.rawValue)
      observer(.pulled(record, of: settings.rounds))
    }
    let arms = try settings.rounds == 0 ? keepingAll() : records(of: bandit)
    try journal.record(arms: arms)
    try journal.removeSnapshots()
    return arms
  }

  /// Saves the model; one that cannot be saved is trained again instead.
  private func save(_ training: any ArmTraining) throws {
    do {
      try training.saveIfDue()
    } catch let error as CancellationError {
      throw error
    } catch let error as JournalError {
      throw error
    } catch {
      try journal.note("the model could not be saved: \(error)", at: "selection")
    }
  }

  /// The arms that were pulled too seldom come first, several together; then the bandit chooses one.
  private func choose(bandit: inout ThompsonSampling, round: Int, most: Int) -> [TaskIndex] {
    var (pulls, due): ([Int], [TaskIndex]) = (bandit.pulls, [])
    while due.count < min(most, settings.rounds - round),
      let arm = settings.armDue(pulls: pulls, primary: factory.primary.rawValue)
    {
      due.append(TaskIndex(arm))
      pulls[arm] += 1
    }
    return due.isEmpty ? [TaskIndex(bandit.choose(using: streams.stream("pull", round)))] : due
  }

  private func armTraining() -> any ArmTraining {
    func continuous(_ reward: any Reward) -> any ArmTraining {
      ContinuousTraining(
        reward: reward, settings: settings, factory: factory, journal: journal, streams: streams)
    }
    return switch settings.reward {
    case .metric: continuous(MetricReward())
    case .logLoss: continuous(LogLossReward())
    case .twin: TwinTraining(settings: settings, factory: factory, streams: streams)
    }
  }
}
