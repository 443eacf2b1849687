import AutoSeM
import Multitask
import RunJournal
import TestSupport
import Testing

/// Trainers that can do less than the built-in one, or that fail in ways of their own.
@Suite struct CustomTrainerTests {
  private static func settings(_ reward: RewardKind, _ fidelity: MixingSettings.Fidelity)
    -> SearchSettings
  {
    var settings = SearchSettings()
    settings.selection.reward = reward
    settings.selection.rounds = 24
    settings.selection.batchesPerPull = 10
    settings.selection.threshold = 0
    settings.mixing.fidelity = fidelity
    settings.mixing.trials = 8
    settings.mixing.steps = 70
    settings.mixing.initialTrials = 5
    settings.confirmation.seeds = 2
    return settings
  }

  private static func factory(makesSnapshots: Bool, budget: Int? = nil) -> ToyTrainerFactory {
    var factory = ToyTrainerFactory(transfers: [0.3, 0.9, 0.6, -0.8], budget: budget)
    factory.makesSnapshots = makesSnapshots
    return factory
  }

  private static func journal() throws -> Journal {
    try Journal.inMemory(
      header: RunHeader(
        version: "test", experiment: "{}", origin: "toy", isSynthetic: true,
        tasks: factory(makesSnapshots: true).tasks))
  }

  @Test(arguments: RewardKind.allCases, MixingSettings.Fidelity.allCases)
  func aTrainerWithoutSnapshotsGivesTheSameJournal(
    reward: RewardKind, fidelity: MixingSettings.Fidelity
  ) async throws {
    let settings = Self.settings(reward, fidelity)
    let (whole, parts) = (try Self.journal(), try Self.journal())
    _ = try await Search(
      settings: settings, factory: Self.factory(makesSnapshots: true), journal: whole
    ).run()
    for budget in [130, 450, 800] {
      await #expect(throws: CancellationError.self) {
        try await Search(
          settings: settings, factory: Self.factory(makesSnapshots: false, budget: budget),
          journal: parts
        ).run()
      }
    }
    _ = try await Search(
      settings: settings, factory: Self.factory(makesSnapshots: false), journal: parts
    ).run()
    #expect(try parts.transcript() == whole.transcript())
  }

  @Test func theBatchesOfAMixtureComeInCallsOfSeveral() async throws {
    let factory = Self.factory(makesSnapshots: true)
    _ = try await Search(
      settings: Self.settings(.twin, .full), factory: factory, journal: try Self.journal()
    ).run()
    #expect(Set(factory.log.calls) == [10, 32, 6])
  }

  @Test(arguments: RewardKind.allCases)
  func aMetricThatIsNoNumberIsAFailedTrial(reward: RewardKind) async throws {
    var factory = Self.factory(makesSnapshots: true)
    factory.immeasurable = TaskIndex(3)
    let journal = try Self.journal()
    var settings = Self.settings(reward, .full)
    settings.failuresInARow = 100
    let outcome = try await Search(settings: settings, factory: factory, journal: journal).run()
    let reasons = try journal.pulls().compactMap { pull in
      if case .failed(let reason) = pull.result { reason } else { nil }
    }
    #expect(reasons.contains { $0.contains("gave the metric nan and the loss") })
    #expect(try journal.pulls().allSatisfy { $0.result.evaluation?.metric.isFinite != false })
    #expect(outcome.isFinished)
  }
}
