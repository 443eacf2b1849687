import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask
import RunJournal
import TestSupport
import Testing

@testable import AutoSeM

/// What the optimiser is told of several targets.
@Suite struct TargetPartsTests {
  /// An optimiser that keeps the parts.
  private struct Listener: TrialOptimizer {
    private(set) var parts: [[Double]?] = []

    mutating func ask(atMost count: Int) -> [Suggestion] { [] }

    func move(_ suggestion: Suggestion, to point: [Double]) -> Suggestion { suggestion }

    mutating func tell(
      _ suggestion: Suggestion, objective: Double?, noise: Double?, outputs: [Double]?,
      parts: [Double]?, block: Int?
    ) {
      self.parts.append(parts)
    }

    func recommendation() -> Recommendation {
      Recommendation(point: [1, 0], prediction: Prediction(mean: 0, variance: 1), jitter: 0)
    }

    func regretEstimate() -> RegretEstimate { RegretEstimate(regret: 1, noise: 0) }
  }

  private func told(
    _ results: [TrialRecord.Result], of factory: any TrainerFactory,
    set: (inout SearchSettings) -> Void = { _ in }
  ) throws -> [[Double]?] {
    var settings = SearchSettings()
    set(&settings)
    let stage = MixingStage(
      settings: settings,
      context: SearchContext(
        factory: factory, journal: try Journal.inMemory(of: factory.tasks),
        streams: RandomStreams(seed: 1), settings: settings))
    var optimizer: any TrialOptimizer = Listener()
    for result in results {
      let suggestion = Suggestion(trial: 0, point: [0.5, 0.5], origin: .model)
      try stage.tell(result, of: suggestion, in: nil, to: &optimizer)
    }
    return (optimizer as? Listener)?.parts ?? []
  }

  private var both: TrialRecord.Result {
    .evaluated(
      Evaluation(
        meanOf: zip([0.25, 0.75], [(0.8, 0.5), (0.4, 1.5)]).enumerated().map {
          TargetEvaluation(
            task: TaskIndex($0), share: $1.0,
            evaluation: Evaluation(metric: $1.1.0, loss: $1.1.1, examples: 10))
        }))
  }

  private func factory() throws -> SeveralTargetsFactory {
    try SeveralTargetsFactory(
      transfers: [[0.3, 0.5], [0.5, 0.3]],
      targets: [Target(TaskIndex(0), weight: 1), Target(TaskIndex(1), weight: 3)])
  }

  @Test func thePartsAreTheScoresOfTheTargetsAndAFailureHasNone() throws {
    let failed = TrialRecord.Result.failed(reason: "a target gave no score")
    let factory = try factory()
    #expect(try told([both, failed], of: factory) == [[0.5, 1.5], nil])
    #expect(
      try told([both], of: factory) { $0.mixing.objective = .metric } == [[-0.8, -0.4]])
  }

  @Test func onlyWholeTrialsOfSeveralTargetsHaveParts() throws {
    let factory = try factory()
    #expect(try told([both], of: factory) { $0.mixing.acquisition = .gpHedge } == [nil])
    #expect(try told([both], of: factory) { $0.mixing.fidelity = .partial } == [nil])
    let one = TrialRecord.Result.evaluated(Evaluation(metric: 0.8, loss: 0.5, examples: 10))
    #expect(try told([one], of: ToyTrainerFactory(transfers: [0.3, 0.5])) == [nil])
  }

  /// Returns the notes of a search that learns from past runs, of which the last has the scores of the targets or not.
  private func notes(lastHasParts: Bool) async throws -> [String] {
    var settings = SearchSettings()
    settings.selection.rounds = 0
    settings.mixing.trials = 3
    settings.mixing.steps = 20
    settings.mixing.initialTrials = 4
    settings.confirmation.seeds = 1
    settings.mixing.pastRuns = [0.2, 0.4, 0.6, 0.8].map {
      PastRun(
        shares: ["task0": $0, "task1": 1 - $0], score: -1 - $0,
        parts: $0 < 0.7 || lastHasParts ? [-1, -1 - $0 / 0.75] : nil)
    }
    let factory = try factory()
    let journal = try Journal.inMemory(of: factory.tasks)
    _ = try await Search(factory, settings: settings).run(on: journal)
    #expect(try journal.trials().count == 3)
    return try journal.notes()
  }

  @Test func pastRunsWithTheScoresOfTheTargetsAreModelledTargetByTarget() async throws {
    #expect(
      try await notes(lastHasParts: true).contains(
        "mixing: 4 of 4 past runs are of mixtures that a trial may have, and were learned from"))
  }

  @Test func pastRunsWithoutThemLeaveTheMeanAlone() async throws {
    #expect(
      try await notes(lastHasParts: false).contains(
        "mixing: 4 of 4 past runs are of mixtures that a trial may have, and were learned from; they have no "
          + "scores of single targets, so that the mean alone is modelled"))
  }
}
