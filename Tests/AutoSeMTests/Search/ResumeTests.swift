import Multitask
import RunJournal
import Synchronization
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct ResumeTests {
  private static let transfers = [0.3, 0.9, 0.6, -0.8]

  private func settings() -> SearchSettings {
    var settings = SearchSettings()
    settings.selection.rounds = 24
    settings.selection.batchesPerPull = 20
    settings.selection.threshold = 0
    settings.mixing.trials = 6
    settings.mixing.initialTrials = 5
    settings.mixing.steps = 40
    settings.confirmation.seeds = 2
    settings.failuresInARow = 3
    return settings
  }

  private func journal(_ factory: ToyTrainerFactory) throws -> Journal {
    try Journal.inMemory(of: factory.tasks)
  }

  @Test(arguments: RewardKind.allCases)
  func pullsThatFailedForAnOutsideReasonLeaveNoTrace(reward: RewardKind) async throws {
    var settings = settings()
    settings.selection.reward = reward
    let healthy = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try journal(healthy)
    _ = try await Search(healthy, settings: settings).run(on: whole)

    let journal = try journal(healthy)
    let stopping = ToyTrainerFactory(transfers: Self.transfers, budget: 300)
    await #expect(throws: CancellationError.self) {
      try await Search(stopping, settings: settings).run(on: journal)
    }
    var broken = healthy
    broken.poison = TaskIndex(0)
    await #expect(throws: SearchError.self) {
      try await Search(broken, settings: settings).run(on: journal)
    }
    #expect(try journal.pulls().contains { $0.result.evaluation == nil })
    _ = try await Search(healthy, settings: settings).run(on: journal)
    #expect(try journal.transcript() == whole.transcript())
  }

  @Test func rewardsThatAnotherProcessorComputedAreTakenAsTheyAre() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try journal(factory)
    _ = try await Search(factory, settings: settings()).run(on: whole)
    let resumed = try journal(factory)
    for pull in try whole.pulls().prefix(10) {
      try resumed.record(
        PullRecord(
          round: pull.round, task: pull.task, reward: pull.reward.nextUp, baseline: pull.baseline,
          result: pull.result, batches: pull.batches, seconds: pull.seconds))
    }
    let outcome = try await Search(factory, settings: settings()).run(on: resumed)
    #expect(outcome.isFinished)
    #expect(
      try resumed.pulls().prefix(10).map(\.reward) == whole.pulls().prefix(10).map(\.reward.nextUp))
  }

  @Test func armsThatAnotherProcessorComputedAreTakenAsTheyAre() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try journal(factory)
    _ = try await Search(factory, settings: settings()).run(on: whole)
    let resumed = try journal(factory)
    for pull in try whole.pulls() { try resumed.record(pull) }
    try resumed.record(
      arms: whole.arms().map {
        ArmRecord(
          task: $0.task, pulls: $0.pulls, successes: $0.successes.nextUp, failures: $0.failures,
          probabilityHelps: $0.probabilityHelps.map { max($0.nextDown, 0) }, isKept: $0.isKept)
      })
    let outcome = try await Search(factory, settings: settings()).run(on: resumed)
    #expect(try outcome.isFinished && outcome.arms != whole.arms())
  }

  @Test(
    arguments: [MixingSettings.Space.simplex, .integerRatio],
    [MixingSettings.Fidelity.full, .partial])
  func mixturesThatAnotherProcessorSuggestedAreTakenAsTheyAre(
    space: MixingSettings.Space, fidelity: MixingSettings.Fidelity
  ) async throws {
    var settings = settings()
    settings.mixing.space = space
    settings.mixing.fidelity = fidelity
    settings.selection.keep = 2
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try journal(factory)
    _ = try await Search(factory, settings: settings).run(on: whole)
    let resumed = try journal(factory)
    for pull in try whole.pulls() { try resumed.record(pull) }
    try resumed.record(arms: whole.arms())
    let kept = try whole.arms().filter(\.isKept).map(\.task.rawValue)
    let other = try Mixture(ratio: (0..<4).map { $0 == 0 ? 2 : kept.contains($0) ? 3 : 0 })
    let first = try #require(try whole.trials().first)
    let moved = TrialRecord(
      trial: 0, proposal: first.proposal,
      mixture: space == .simplex ? try Mixture(weights: other.weights) : other, seed: first.seed,
      result: first.result, reached: first.reached, batches: first.batches, seconds: 1)
    try resumed.record(moved)
    let outcome = try await Search(factory, settings: settings).run(on: resumed)
    #expect(outcome.isFinished && outcome.trials.first == moved)
  }

  @Test(arguments: [0, 5, 7, 8, 9])
  func aResumedSearchGoesOnFromTheAsksOfTheJournal(trials: Int) async throws {
    var settings = settings()
    settings.mixing.trials = 11
    settings.mixing.proposedTogether = 2
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try journal(factory)
    _ = try await Search(factory, settings: settings).run(on: whole)
    let resumed = try journal(factory)
    for pull in try whole.pulls() { try resumed.record(pull) }
    try resumed.record(arms: whole.arms())
    try resumed.record(asks: whole.asks().filter { $0.tells <= trials / 2 * 2 })
    for trial in try whole.trials().prefix(trials) { try resumed.record(trial) }
    _ = try await Search(factory, settings: settings).run(on: resumed)
    #expect(try resumed.transcript() == whole.transcript())
    #expect(try whole.asks().map(\.ask) == Array(0..<11))
  }

  @Test func failuresThatAreTriedAgainAreAskedForAgain() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try journal(factory)
    _ = try await Search(factory, settings: settings()).run(on: whole)
    let journal = try journal(factory)
    try journal.record(asks: whole.asks())
    for trial in try whole.trials() {
      try journal.record(
        TrialRecord(
          trial: trial.trial, proposal: trial.proposal, mixture: trial.mixture, seed: trial.seed,
          result: trial.trial < 3 ? trial.result : .failed(reason: "the disk was full"),
          reached: trial.reached, batches: trial.batches, seconds: 1))
    }
    try journal.dropFailuresToRetry()
    #expect(try journal.trials().count == 3)
    #expect(try journal.asks().map(\.ask) == [0, 1, 2])
  }

  @Test func aTrialOfAnotherSeedOrOfOtherTasksIsRefused() async throws {
    var settings = settings()
    settings.selection.keep = 1
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try journal(factory)
    _ = try await Search(factory, settings: settings).run(on: whole)
    let first = try #require(try whole.trials().first)
    let dropped = try #require(try whole.arms().first { !$0.isKept && $0.task != TaskIndex(0) })
    for (seed, mixture) in [
      (first.seed + 1, first.mixture), (first.seed, Mixture.only(dropped.task, of: 4)),
    ] {
      let resumed = try journal(factory)
      for pull in try whole.pulls() { try resumed.record(pull) }
      try resumed.record(arms: whole.arms())
      try resumed.record(
        TrialRecord(
          trial: 0, proposal: first.proposal, mixture: mixture, seed: seed, result: first.result,
          reached: first.reached, batches: first.batches, seconds: 1))
      await #expect(throws: SearchError.self) {
        try await Search(factory, settings: settings).run(on: resumed)
      }
    }
  }

  @Test func aJournalWithMorePullsThanTheSettingsHaveIsRefused() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try journal(factory)
    _ = try await Search(factory, settings: settings()).run(on: journal)
    var fewer = settings()
    fewer.selection.rounds = 20
    let expected = SearchError.journalContradicts("24 pulls", expected: "at most 20")
    await #expect(throws: expected) {
      try await Search(factory, settings: fewer).run(on: journal)
    }
  }

  @Test func scoresThatAreNoNumbersAreFailuresAndTheRunGoesOn() async throws {
    let factory = NotANumber(toy: ToyTrainerFactory(transfers: Self.transfers))
    let journal = try journal(factory.toy)
    let outcome = try await Search(factory, settings: settings()).run(on: journal)
    #expect(outcome.isFinished)
    let failed = outcome.trials.compactMap { trial in
      if case .failed(let reason) = trial.result { reason } else { nil }
    }
    #expect(failed.contains { $0.contains("nan") })
    _ = try await Search(factory, settings: settings()).run(on: journal)
  }

  @Test func anErrorOfTheJournalIsNoFailureOfTheModel() throws {
    let error = JournalError.damaged(path: "x", reason: "y")
    #expect(throws: error) { _ = try TrialRecord.Result.of { throw error } }
  }
}

/// A trainer whose score is no number where the second task has a large share.
private struct NotANumber: TrainerFactory {
  let toy: ToyTrainerFactory
  var tasks: TaskList { toy.tasks }

  func makeTrainer(seed: UInt64) throws -> any Trainer {
    Model(toy: try toy.makeTrainer(seed: seed))
  }

  private final class Model: Trainer {
    let toy: any Trainer
    var batches = [0, 0]

    init(toy: any Trainer) { self.toy = toy }

    func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
      for task in tasks { batches[task == TaskIndex(1) ? 1 : 0] += 1 }
      return try toy.train(on: tasks)
    }
    func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
      let evaluation = try toy.evaluate(task: task, split: split)
      guard batches[1] > 20, split == .validation else { return evaluation }
      return Evaluation(metric: .nan, loss: evaluation.loss, examples: evaluation.examples)
    }
  }
}
