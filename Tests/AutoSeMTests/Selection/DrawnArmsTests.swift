import Bandits
import GSLNumerics
import Multitask
import RunJournal
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct DrawnArmsTests {
  private let factory = ToyTrainerFactory(transfers: [0.3, 0.9, 0.6, -0.8], noise: 0.02)

  private func settings(drawnTogether: Int?, workers: Int) -> SearchSettings {
    var settings = SearchSettings()
    settings.workers = workers
    settings.selection.rounds = 22
    settings.selection.minimumPulls = 2
    settings.selection.drawnTogether = drawnTogether
    settings.selection.batchesPerPull = 20
    settings.mixing.trials = 4
    settings.mixing.initialTrials = 4
    settings.mixing.steps = 20
    settings.confirmation.seeds = 2
    return settings
  }

  private func journal() throws -> Journal {
    try Journal.inMemory(of: factory.tasks)
  }

  private func run(drawnTogether: Int?, workers: Int) async throws -> Journal {
    let journal = try journal()
    _ = try await Search(
      factory, settings: settings(drawnTogether: drawnTogether, workers: workers)
    ).run(on: journal)
    return journal
  }

  @Test func theJournalDoesNotDependOnTheWorkers() async throws {
    let three = try await run(drawnTogether: 3, workers: 1).transcript()
    #expect(try await run(drawnTogether: 3, workers: 4).transcript() == three)
    let one = try await run(drawnTogether: nil, workers: 4).transcript()
    #expect(try await run(drawnTogether: 1, workers: 1).transcript() == one)
  }

  @Test func armsAreDrawnByWhatIsKnownThenAndNoneBeyondTheLastRound() {
    let streams = RandomStreams(seed: 3)
    var bandit = ThompsonSampling(arms: 5)
    bandit.observe(reward: 1, of: 2)
    let arms = (0..<5).map(TaskIndex.init)
    var drawn = DrawnArms(of: arms, count: 3, streams: streams)
    let expected = (8..<11).map { round in
      var bandit = bandit
      return TaskIndex(bandit.choose(using: streams.stream("pull", round)))
    }
    #expect(drawn.next(bandit, round: 8, of: 22) == expected)
    #expect(drawn.next(bandit, round: 20, of: 22).count == 2)
    // The first of three was pulled before the search was resumed: what it taught is not known to the others.
    drawn.replay(bandit, round: 8, of: 22)
    var learned = bandit
    learned.observe(reward: 0, of: 4)
    #expect(drawn.next(learned, round: 9, of: 22) == Array(expected.dropFirst()))
  }

  @Test(arguments: [3, 8, 9, 10, 11, 12, 20, 21])
  func aResumedStageDrawsWhatTheOtherWouldHaveDrawn(pulls: Int) async throws {
    let whole = try await run(drawnTogether: 3, workers: 2)
    let journal = try journal()
    for pull in try whole.pulls().prefix(pulls) { try journal.record(pull) }
    _ = try await Search(factory, settings: settings(drawnTogether: 3, workers: 2))
      .run(on: journal)
    #expect(try journal.transcript() == whole.transcript())
  }
}
