import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask
import RunJournal
import TestSupport
import Testing

@testable import AutoSeM

/// No search of these tests needs jitter, so that an optimiser which does is made up; that is why this
/// file imports the module as testable.
@Suite struct JitterNoteTests {
  private struct MadeUpOptimizer: TrialOptimizer {
    let jitter: Double
    var trial = 0

    mutating func ask(atMost count: Int) -> [Suggestion] {
      guard trial < 2 else { return [] }
      defer { trial += 1 }
      return [Suggestion(trial: trial, point: [0.5, 0.5], origin: .model, to: 10)]
    }

    func move(_ suggestion: Suggestion, to point: [Double]) -> Suggestion { suggestion }

    mutating func tell(
      _ suggestion: Suggestion, objective: Double?, noise: Double?, outputs: [Double]?,
      parts: [Double]?, block: Int?
    ) {}

    func recommendation() -> Recommendation {
      Recommendation(point: [1, 0], prediction: Prediction(mean: 0, variance: 1), jitter: jitter)
    }

    func regretEstimate() -> RegretEstimate { RegretEstimate(regret: 1, noise: 0) }
  }

  private func notes(jitter: Double) async throws -> [String] {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9])
    let journal = try Journal.inMemory(of: factory.tasks)
    var settings = SearchSettings()
    settings.mixing.steps = 10
    let stage = MixingStage(
      settings: settings,
      context: SearchContext(
        factory: factory, journal: journal, streams: RandomStreams(seed: 1), settings: settings))
    let mixtures = MixtureSpace(
      active: [TaskIndex(0), TaskIndex(1)], factory: factory, batches: 10,
      primaryShare: 0)
    let recommendation = try await stage.search(mixtures, by: MadeUpOptimizer(jitter: jitter))
    #expect(recommendation.mixture.weights == [1, 0])
    #expect(try journal.trials().count == 2)
    return try journal.notes()
  }

  @Test func aModelThatNeededJitterIsNoted() async throws {
    let notes = try await notes(jitter: 1e-9)
    #expect(notes.count == 1 && notes[0].hasPrefix("mixing: a model's covariances"))
    #expect(try await self.notes(jitter: 0).isEmpty)
  }
}
