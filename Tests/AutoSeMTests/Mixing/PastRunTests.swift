import Foundation
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

  /// Runs of a tenth of the length say that the auxiliary helps.
  @Test func stageTwoLearnsFromShortRuns() async throws {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9])
    var settings = SearchSettings()
    settings.selection.rounds = 0
    settings.mixing.trials = 4
    settings.mixing.steps = 20
    settings.mixing.initialTrials = 6
    settings.confirmation.seeds = 1
    settings.mixing.acquisition = .knowledgeGradient
    settings.mixing.pastRuns = (0..<12).map { index in
      let share = 0.15 + 0.07 * Double(index)
      return PastRun(
        shares: ["task0": share, "task1": 1 - share], score: -1 - 4 * (share - 0.4) * (share - 0.4),
        scale: [index < 9 ? 0.1 : 1], repeats: index < 9 ? 3 : nil)
    }
    let folder = try TemporaryFolder()
    let search = Search(factory, settings: settings)
    let journal = try Journal.inMemory(of: factory.tasks)
    _ = try await search.run(on: journal)
    #expect(
      try journal.notes().contains(
        "mixing: 12 of 12 past runs are of mixtures that a trial may have, and were learned from"))
    let trials = try journal.trials()
    #expect(trials.count == 4 && trials.allSatisfy { $0.mixture.weights.count == 2 })
    #expect(
      trials.contains { $0.proposal == "model" } && !trials.contains { $0.proposal == "design" })
    _ = try await search.run(in: folder.path("run"))
    _ = try await search.run(in: folder.path("run"))
    let resumed = try Journal.open(in: folder.url.appending(path: "run"))
    #expect(try resumed.trials().map(\.mixture) == trials.map(\.mixture))
    try resumed.close()
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
