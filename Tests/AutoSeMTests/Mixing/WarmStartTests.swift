import AutoSeM
import Multitask
import RunJournal
import TestSupport
import Testing

/// The warm-start points of stage two.
@Suite struct WarmStartTests {
  /// Toy tasks of one size, so that the uniform and the proportional mixture coincide.
  private struct EquallyLargeTasks: TrainerFactory {
    let toys = ToyTrainerFactory(transfers: [0.3, 0.9])

    let tasks = TaskList(
      primary: TaskSummary("task0", trainingExamples: 100),
      auxiliaries: [TaskSummary("task1", trainingExamples: 100)])

    func makeTrainer(seed: UInt64) throws -> any Trainer { try toys.makeTrainer(seed: seed) }
  }

  @Test(arguments: MixingSettings.Fidelity.allCases)
  func coincidingPointsAreTriedOnceAndLaterTrialsKeepTheirNames(
    fidelity: MixingSettings.Fidelity
  ) async throws {
    let factory = EquallyLargeTasks()
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "test", experiment: "{}", origin: "toy", isSynthetic: true, tasks: factory.tasks))
    var settings = SearchSettings()
    settings.selection.rounds = 0
    settings.mixing.fidelity = fidelity
    settings.mixing.trials = 6
    settings.mixing.steps = 20
    settings.mixing.initialTrials = 4
    settings.confirmation.seeds = 1
    _ = try await Search(settings: settings, factory: factory, journal: journal).run()
    let proposals = try journal.trials().reduce(into: [Int: String]()) { names, record in
      names[record.trial] = record.proposal
    }
    #expect((0..<4).map { proposals[$0] } == ["primary_only", "uniform", "design", "design"])
    #expect(!proposals.values.contains("proportional"))
  }
}
