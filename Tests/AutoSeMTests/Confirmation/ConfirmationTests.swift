import GSLNumerics
import Multitask
import RunJournal
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct ConfirmationTests {
  private static let transfers = [0.3, 0.9, 0.6, -0.8]

  private func settings() -> SearchSettings {
    var settings = SearchSettings()
    settings.mixing.steps = 40
    settings.confirmation.seeds = 3
    return settings
  }

  /// A journal in which stages one and two are over.
  private func journal(
    keeping kept: [Int], best: Mixture, of factory: ToyTrainerFactory
  ) throws -> Journal {
    let journal = try Journal.inMemory(of: factory.tasks)
    try journal.record(
      arms: factory.tasks.indices.map {
        ArmRecord(
          task: TaskIndex($0), pulls: 1, successes: 1, failures: 1, probabilityHelps: nil,
          isKept: kept.contains($0))
      })
    try journal.record(
      RecommendationRecord(
        mixture: best, predictedMean: nil, predictedStandardDeviation: nil))
    return journal
  }

  private func confirm(
    _ factory: ToyTrainerFactory, in journal: Journal, workers: Int = 2, failuresInARow: Int = 5
  ) async throws {
    var settings = settings()
    settings.workers = workers
    settings.failuresInARow = failuresInARow
    let context = SearchContext(
      factory: factory, journal: journal, streams: RandomStreams(seed: 1), settings: settings)
    let best = try #require(try journal.recommendation()).mixture
    try await Confirmation(settings: settings, context: context).run(
      best: best, kept: journal.arms().filter(\.isKept).map(\.task))
  }

  @Test func candidatesOfOneMixtureAreTrainedOnceAndShownUnderEachName() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let all = Mixture.uniform(over: (0..<4).map(TaskIndex.init), of: 4)
    let journal = try journal(keeping: [1, 2, 3], best: all, of: factory)
    try await confirm(factory, in: journal)
    // best, uniform_kept and uniform_all are one mixture; primary_only and proportional two more.
    #expect(try journal.confirmations().count == 9)
    #expect(factory.log.batches == 9 * 40)
    let standings = try Outcome(of: journal).standings
    #expect(standings.map(\.candidate) == ConfirmationCandidate.all(targets: 1))
    #expect(standings[0].scores != nil && standings[0].scores == standings[3].scores)
    #expect(standings[0].gain == standings[2].gain)
  }

  @Test func theBestMixtureMayBeThePrimaryAlone() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try journal(
      keeping: [1], best: .only(TaskIndex(0), of: 4), of: factory)
    try await confirm(factory, in: journal)
    let standings = try Outcome(of: journal).standings
    #expect(standings[0].candidate == .best && standings[0].gain?.mean == 0)
    #expect(standings[1].candidate == .primaryOnly && standings[1].scores == standings[0].scores)
  }

  @Test func aJournalWithARunUnderEachNameIsReadAsBefore() throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let all = Mixture.uniform(over: (0..<4).map(TaskIndex.init), of: 4)
    let journal = try journal(keeping: [1, 2, 3], best: all, of: factory)
    for (candidate, metric) in [(ConfirmationCandidate.uniformKept, 0.5), (.uniformAll, 0.75)] {
      try journal.record(
        ConfirmationRecord(
          candidate: candidate, replicate: 0, mixture: all, seed: 1,
          result: .evaluated(Evaluation(metric: metric, loss: 0.5, examples: 10)), batches: 40,
          seconds: 0))
    }
    let scores = try Outcome(of: journal).standings.map { $0.scores?.mean }
    #expect(scores.suffix(2) == [0.5, 0.75])
  }

  @Test func failedRunsAreTriedAgainOnceTheirCauseIsMended() async throws {
    let healthy = ToyTrainerFactory(transfers: Self.transfers)
    let best = try Mixture(weights: [0.5, 0.5, 0, 0])
    let whole = try journal(keeping: [1, 2], best: best, of: healthy)
    try await confirm(healthy, in: whole)

    var broken = healthy
    broken.poison = TaskIndex(1)
    let journal = try journal(keeping: [1, 2], best: best, of: healthy)
    try await confirm(broken, in: journal)
    let failed = try journal.confirmations().filter { $0.result.evaluation == nil }
    #expect(!failed.isEmpty && failed.count < 15)
    try journal.dropFailuresToRetry()
    try await confirm(healthy, in: journal)
    #expect(try journal.transcript() == whole.transcript())
  }

  /// Two candidates of five fail with every seed, never three jobs in a row; with workers they may end so.
  @Test(arguments: [1, 2, 8])
  func theStreakOfFailuresDoesNotDependOnTheWorkers(workers: Int) async throws {
    var broken = ToyTrainerFactory(transfers: Self.transfers)
    broken.poison = TaskIndex(3)
    let best = try Mixture(weights: [0.5, 0.5, 0, 0])
    let journal = try journal(keeping: [1, 2], best: best, of: broken)
    try await confirm(broken, in: journal, workers: workers, failuresInARow: 3)
    #expect(try journal.confirmations().count == 15)
    let again = try self.journal(keeping: [1, 2], best: best, of: broken)
    await #expect(throws: SearchError.self) {
      try await confirm(broken, in: again, workers: workers, failuresInARow: 2)
    }
  }

  @Test func aJournalOfAnotherSeedIsRefused() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let best = try Mixture(weights: [0.5, 0.5, 0, 0])
    let journal = try journal(keeping: [1], best: best, of: factory)
    try journal.record(
      ConfirmationRecord(
        candidate: .best, replicate: 0, mixture: best, seed: 7, result: .failed(reason: "no"),
        batches: 40, seconds: 0))
    await #expect(throws: SearchError.self) { try await confirm(factory, in: journal) }
  }
}
