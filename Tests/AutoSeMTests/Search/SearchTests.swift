import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import RunJournal
import Synchronization
import TestSupport
import Testing

@Suite struct SearchTests {
  /// The primary, two that help, two that do nothing, one that harms.
  private static let transfers = [0.3, 0.9, 0.6, 0, 0, -0.8]

  private static func settings(seed: UInt64 = 1) -> SearchSettings {
    var settings = SearchSettings()
    settings.seed = seed
    settings.selection.rounds = 60
    settings.selection.batchesPerPull = 20
    settings.mixing.trials = 10
    settings.mixing.steps = 60
    settings.mixing.initialTrials = 6
    settings.confirmation.seeds = 3
    return settings
  }

  private static func journal(_ factory: ToyTrainerFactory) throws -> Journal {
    try Journal.inMemory(of: factory.tasks)
  }

  @Test func findsTheMixtureThatHelps() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let outcome = try await Search(factory, settings: Self.settings()).run(
      on: try Self.journal(factory))
    #expect(outcome.isFinished)
    #expect(outcome.kept.contains(TaskIndex(1)))
    #expect(!outcome.kept.contains(TaskIndex(5)))
    guard case .useMixture(let gain, let lower, _) = outcome.verdict.answer else {
      Issue.record("a gain was expected, got \(outcome.verdict)")
      return
    }
    #expect(gain > 0.05 && lower > 0)
    #expect(outcome.standings.map(\.candidate).first == .best)
    #expect(outcome.standings.count == 5)
  }

  @Test func keepsNothingWhereNothingHelps() async throws {
    let factory = ToyTrainerFactory(transfers: [0.9, -0.5, -0.7, -0.6], noise: 0.0005)
    let outcome = try await Search(factory, settings: Self.settings()).run(
      on: try Self.journal(factory))
    #expect(outcome.kept.isEmpty)
    #expect(outcome.trials.isEmpty)
    #expect(outcome.verdict.answer == .usePrimaryAloneNothingKept)
    #expect(outcome.standings.map(\.candidate) == [.primaryOnly, .uniformAll, .proportional])
  }

  @Test func aSingleTaskIsRefused() async throws {
    let factory = ToyTrainerFactory(transfers: [1])
    let journal = try Self.journal(factory)
    let error = await #expect(throws: SearchError.noAuxiliaries(primary: "task0")) {
      try await Search(factory, settings: Self.settings()).run(on: journal)
    }
    #expect(error?.description.hasPrefix("the primary 'task0' is the only task") == true)
    #expect(factory.log.batches == 0)
  }

  @Test func equalNamesAreRefusedBeforeAFolderIsMade() async throws {
    let folder = try TemporaryFolder()
    let search = Search(primary: "a", auxiliaries: ["b", "b"], settings: Self.settings()) { seed in
      try ToyTrainerFactory(transfers: [1, 1, 1]).makeTrainer(seed: seed)
    }
    await #expect(throws: TaskListError.equalNames("b")) {
      try await search.run(in: folder.path("run"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
  }

  @Test func theSameSettingsGiveTheSameJournalHoweverManyWorkers() async throws {
    var transcripts: [String] = []
    for workers in [1, 4] {
      let factory = ToyTrainerFactory(transfers: Self.transfers)
      let journal = try Self.journal(factory)
      var settings = Self.settings()
      settings.workers = workers
      _ = try await Search(factory, settings: settings).run(on: journal)
      transcripts.append(try journal.transcript())
    }
    #expect(transcripts[0] == transcripts[1])
    #expect(transcripts[0].count > 1_000)
  }

  @Test func anotherSeedGivesAnotherJournal() async throws {
    var transcripts: [String] = []
    for seed: UInt64 in [1, 2] {
      let factory = ToyTrainerFactory(transfers: Self.transfers)
      let journal = try Self.journal(factory)
      _ = try await Search(factory, settings: Self.settings(seed: seed)).run(on: journal)
      transcripts.append(try journal.transcript())
    }
    #expect(transcripts[0] != transcripts[1])
  }

  /// Budgets that end the run in stage one (with one growing model: before and after a snapshot), in
  /// stage two and in confirmation.
  @Test(arguments: RewardKind.allCases, [1, 95, 455, 1_190, 1_700, 2_100, 2_600])
  func aRunThatWasKilledGoesOnToTheSameJournal(reward: RewardKind, budget: Int) async throws {
    var settings = Self.settings()
    settings.selection.reward = reward
    settings.selection.threshold = 0
    var factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try Self.journal(factory)
    _ = try await Search(factory, settings: settings).run(on: whole)
    #expect(factory.log.batches > budget)

    let journal = try Self.journal(factory)
    factory = ToyTrainerFactory(transfers: Self.transfers, budget: budget)
    await #expect(throws: CancellationError.self) {
      try await Search(factory, settings: settings).run(on: journal)
    }
    factory = ToyTrainerFactory(transfers: Self.transfers)
    _ = try await Search(factory, settings: settings).run(on: journal)
    #expect(try journal.transcript() == whole.transcript())
  }

  @Test func aFinishedRunIsReplayedWithoutTraining() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try Self.journal(factory)
    let search = Search(factory, settings: Self.settings())
    _ = try await search.run(on: journal)
    let spent = factory.log.batches
    let events = Mutex(0)
    _ = try await search.run(on: journal) { _ in events.withLock { $0 += 1 } }
    #expect(factory.log.batches == spent)
    let told = events.withLock { $0 }
    // 60 pulls, 10 trials, 15 runs of confirmation, and the ends of both stages.
    #expect(told == 87)
  }

  @Test func onlyConfirmationReadsTheTestSplit() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    _ = try await Search(factory, settings: Self.settings()).run(on: try Self.journal(factory))
    let searching = factory.log.splits.prefix { $0 == .validation }
    #expect(searching.count >= 70)
    let confirming = factory.log.splits.dropFirst(searching.count)
    #expect(Array(confirming) == Array(repeating: .test, count: 15))
  }

  @Test func everyCandidateIsConfirmedWithTheSameBatchesAndSeeds() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try Self.journal(factory)
    _ = try await Search(factory, settings: Self.settings()).run(on: journal)
    let records = try journal.confirmations()
    #expect(Set(records.map(\.batches)) == [60])
    for replicate in 0..<3 {
      #expect(Set(records.filter { $0.replicate == replicate }.map(\.seed)).count == 1)
    }
    #expect(Set(records.map(\.seed)).count == 3)
  }

  @Test func aModelThatDivergesFailsItsTrialsAndNotTheRun() async throws {
    var settings = Self.settings()
    settings.selection.threshold = 0
    settings.selection.keep = 2
    settings.mixing.trials = 20
    settings.failuresInARow = 10
    let healthy = ToyTrainerFactory(transfers: [0.3, 0.9, 0.6])
    let journal = try Self.journal(healthy)
    // A whole run says what stage one costs, a run that is cut off there does it.
    let whole = try Self.journal(healthy)
    _ = try await Search(healthy, settings: settings).run(on: whole)
    let stageOne = try whole.pulls().reduce(0) { $0 + $1.batches }
    let selecting = ToyTrainerFactory(transfers: healthy.transfers, budget: stageOne)
    await #expect(throws: CancellationError.self) {
      try await Search(selecting, settings: settings).run(on: journal)
    }
    var poisoned = healthy
    poisoned.poison = TaskIndex(2)
    _ = try await Search(poisoned, settings: settings).run(on: journal)
    let trials = try journal.trials()
    #expect(trials.contains { if case .failed = $0.result { true } else { false } })
    #expect(trials.contains { if case .evaluated = $0.result { true } else { false } })
  }

  @Test(arguments: RewardKind.allCases)
  func anArmThatMakesModelsDivergeIsNotKeptAndTheSearchGoesOn(reward: RewardKind) async throws {
    var factory = ToyTrainerFactory(transfers: Self.transfers)
    factory.poison = TaskIndex(3)
    var settings = Self.settings()
    settings.selection.reward = reward
    let journal = try Self.journal(factory)
    let outcome = try await Search(factory, settings: settings).run(on: journal)
    let failed = try journal.pulls().filter { $0.result.evaluation == nil }
    #expect(!failed.isEmpty)
    #expect(failed.allSatisfy { $0.task == TaskIndex(3) && $0.reward == 0 })
    #expect(!outcome.kept.contains(TaskIndex(3)))
    #expect(outcome.isFinished)
  }

  @Test(arguments: RewardKind.allCases)
  func aStageOneInWhichPullsFailedIsResumedToTheSameEnd(reward: RewardKind) async throws {
    var factory = ToyTrainerFactory(transfers: Self.transfers)
    factory.poison = TaskIndex(3)
    var settings = Self.settings()
    settings.selection.reward = reward
    let whole = try Self.journal(factory)
    _ = try await Search(factory, settings: settings).run(on: whole)
    let parts = try Self.journal(factory)
    for _ in 0..<100 {
      var stopping = ToyTrainerFactory(transfers: Self.transfers, budget: 1500)
      stopping.poison = TaskIndex(3)
      do {
        _ = try await Search(stopping, settings: settings).run(on: parts)
        break
      } catch is CancellationError {}
    }
    #expect(try parts.transcript() == whole.transcript())
  }

  @Test func aSearchInWhichAllFailsStopsAndGoesOnOnceItIsMended() async throws {
    let healthy = ToyTrainerFactory(transfers: Self.transfers)
    var broken = healthy
    broken.poison = TaskIndex(0)
    var settings = Self.settings()
    settings.failuresInARow = 3
    let journal = try Self.journal(healthy)
    let failure = TrainerError.lossNotFinite(task: "toy", loss: .nan)
    await #expect(throws: SearchError.trialsKeepFailing(count: 3, reason: "\(failure)")) {
      try await Search(broken, settings: settings).run(on: journal)
    }
    #expect(try journal.pulls().count == 3)
    let outcome = try await Search(healthy, settings: settings).run(on: journal)
    #expect(outcome.isFinished)
  }

  @Test func withoutRoundsStageOneIsSkippedAndEveryTaskIsKept() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    var settings = Self.settings()
    settings.selection.rounds = 0
    let outcome = try await Search(factory, settings: settings).run(on: try Self.journal(factory))
    #expect(outcome.kept == (1..<6).map(TaskIndex.init))
    #expect(outcome.cost.selectionBatches == 0)
    #expect(!outcome.trials.contains { $0.proposal == "selection" })
  }

  @Test func aJournalOfOtherTasksIsRefused() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let other = ToyTrainerFactory(transfers: [1, 0])
    let journal = try Self.journal(other)
    await #expect(throws: SearchError.self) {
      try await Search(factory, settings: Self.settings()).run(on: journal)
    }
  }

  @Test func paperModeRunsWithWholeNumberRatios() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    var settings = SearchSettings.paper
    settings.selection.rounds = 40
    settings.mixing.trials = 14
    settings.mixing.steps = 60
    settings.confirmation.seeds = 2
    let journal = try Self.journal(factory)
    let outcome = try await Search(factory, settings: settings).run(on: journal)
    #expect(outcome.kept.count == 3)
    for trial in outcome.trials {
      let ratio = try #require(trial.mixture.ratio)
      #expect(ratio.count { $0 > 0 } >= 2)
    }
    let first = try #require(try journal.pulls().first)
    #expect(first.task == TaskIndex(0) && first.reward == 1)
  }
}
