import Multitask
import RunJournal
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct PastRunTests {
  private func point(_ shares: [String: Double], primaryShare: Double = 0.2) -> [Double]? {
    MixtureSpace(
      active: [TaskIndex(0), TaskIndex(2)], factory: ToyTrainerFactory(transfers: [0.3, 0.5, 0.9]),
      batches: 100, primaryShare: primaryShare
    ).point(of: PastRun(shares: shares, score: 1))
  }

  /// The toy tasks are task0, task1 and task2.
  @Test func aRunIsAPointIfATrialCouldHaveItsMixture() {
    #expect(point(["task0": 1]) == [1, 0])
    #expect(point(["task0": 0.2, "task2": 0.8]) == [0, 1])
    let half = point(["task0": 0.6, "task2": 0.4]) ?? []
    #expect(half.map { ($0 * 1e9).rounded() / 1e9 } == [0.5, 0.5])
    // A task that stage one did not keep, one that is not there, and too little of the primary.
    #expect(point(["task0": 0.5, "task1": 0.5]) == nil)
    #expect(point(["task0": 0.5, "other": 0.5]) == nil)
    #expect(point(["task0": 0.1, "task2": 0.9]) == nil)
    #expect(point([:]) == nil)
  }

  @Test func stageTwoLearnsFromThemBeforeItsFirstTrial() async throws {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9])
    let journal = try Journal.inMemory(of: factory.tasks)
    var settings = SearchSettings()
    settings.selection.rounds = 0
    settings.mixing.trials = 6
    settings.mixing.steps = 20
    settings.mixing.initialTrials = 6
    settings.confirmation.seeds = 1
    settings.mixing.pastRuns =
      [0.2, 0.4, 0.5, 0.7, 0.8, 0.9].map {
        PastRun(shares: ["task0": $0, "task1": 1 - $0], score: -1 - $0)
      } + [PastRun(shares: ["task5": 1], score: -1)]
    _ = try await Search(factory, settings: settings).run(on: journal)
    #expect(
      try journal.notes().contains(
        "mixing: 6 of 7 past runs are of mixtures that a trial may have, and were learned from"))
    // As many points are known as the design has.
    let proposals = try journal.trials().map(\.proposal)
    #expect(proposals.contains("model") && !proposals.contains("design"), "\(proposals)")
  }
}
