import AutoSeM
import Multitask
import RunJournal
import TestSupport
import Testing

/// The warm-start points of stage two.
@Suite struct WarmStartTests {
  @Test(arguments: MixingSettings.Fidelity.allCases)
  func equalSharesComeFirstAndLaterTrialsKeepTheirNames(
    fidelity: MixingSettings.Fidelity
  ) async throws {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9])
    let journal = try Journal.inMemory(of: factory.tasks)
    var settings = SearchSettings()
    settings.selection.rounds = 0
    settings.mixing.fidelity = fidelity
    settings.mixing.trials = 6
    settings.mixing.steps = 20
    settings.mixing.initialTrials = 4
    settings.confirmation.seeds = 1
    _ = try await Search(factory, settings: settings).run(on: journal)
    let proposals = try journal.trials().reduce(into: [Int: String]()) { names, record in
      names[record.trial] = record.proposal
    }
    #expect((0..<4).map { proposals[$0] } == ["uniform", "primary_only", "design", "design"])
    #expect(try journal.trials().first?.mixture.weights == [0.5, 0.5])
  }
}
