import Multitask
import RunJournal
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct StopRulesTests {
  private let factory = ToyTrainerFactory(transfers: [0.3, 0.9, -0.8], noise: 0.01)

  private var settings: SearchSettings {
    var settings = SearchSettings()
    settings.selection.rounds = 0
    settings.mixing.trials = 12
    settings.mixing.initialTrials = 4
    settings.mixing.steps = 40
    settings.mixing.hyperparameterSamples = 0
    settings.confirmation.seeds = 2
    return settings
  }

  private func journal() throws -> Journal {
    try Journal.inMemory(of: factory.tasks)
  }

  private func run(_ settings: SearchSettings) async throws -> Journal {
    let journal = try journal()
    let outcome = try await Search(factory, settings: settings).run(on: journal)
    #expect(outcome.isFinished)
    return journal
  }

  @Test(arguments: MixingSettings.Proposals.allCases)
  func aTargetEndsStageTwo(proposals: MixingSettings.Proposals) async throws {
    var settings = settings
    settings.mixing.proposals = proposals
    settings.workers = 1
    settings.mixing.proposedTogether = 1
    let whole = try await run(settings).trials()
    // What the sixth trial reaches, as the first one.
    let losses = whole.compactMap { $0.result.evaluation?.loss }
    settings.mixing.target = losses[5]
    let first = try #require(losses.firstIndex { $0 <= losses[5] })
    let journal = try await run(settings)
    #expect(try journal.trials().map(\.mixture) == whole.prefix(first + 1).map(\.mixture))
    #expect(
      try journal.notes() == [
        "mixing: stage two ended after \(first + 1) of 12 trials, since a trial reached mixing.target, \(losses[5])"
      ])
    settings.mixing.objective = .metric
    settings.mixing.target = 0.01
    #expect(try await run(settings).trials().count == 1)
    settings.mixing.target = 2
    #expect(try await run(settings).trials().count == 12)
  }

  @Test func noImprovementInSoManyTrialsEndsStageTwo() async throws {
    var settings = settings
    settings.mixing.proposedTogether = 1
    let whole = try await run(settings).trials().compactMap { $0.result.evaluation?.loss }
    var (best, since, expected) = (Double.infinity, 0, 12)
    for (index, loss) in whole.enumerated() where expected == 12 {
      (best, since) = loss < best ? (loss, 0) : (best, since + 1)
      if since == 2 { expected = index + 1 }
    }
    settings.mixing.patience = 2
    #expect(try await run(settings).trials().count == expected)
    #expect(expected < 12)
  }

  @Test func timeEndsStageTwoAndNoRecordedTrialIsDropped() async throws {
    var settings = settings
    let whole = try await run(settings)
    settings.stopAfter = .seconds(1)
    let journal = try journal()
    // Two trials that took long.
    for record in try whole.trials().prefix(2) {
      try journal.record(
        TrialRecord(
          trial: record.trial, proposal: record.proposal, mixture: record.mixture,
          seed: record.seed, result: record.result, batches: record.batches, seconds: 60))
    }
    let outcome = try await Search(factory, settings: settings).run(on: journal)
    #expect(outcome.isFinished)
    #expect(try journal.trials().count == 2)
    #expect(
      try journal.notes() == [
        "mixing: stage two ended after 2 of 12 trials, since 1 s are over (stop_after)"
      ])
  }
}
