import AutoSeM
import Foundation
import MixtureRegression
import TestSupport
import Testing

@testable import ExperimentFiles

/// `mixing.runs`.
@Suite struct PastRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "run,rte,mnli,val_loss,acc\na,1,0,0.7,0.5\nb,0.5,0.5,0.6,0.6\nc,0.25,0.75,0.5,0.7\nd,0.3,0.7,nan,0.5\n"
        + "e,0.3,0.7,,\nf,0.2,0.8,0.4,0.6\n", to: "runs.csv")
  }

  private func experiment(_ keys: String) throws -> ResolvedExperiment {
    let file = try folder.write("primary: rte\nauxiliary: [mnli]\n" + keys, to: "rte.yml")
    return try ExperimentFile(contentsOf: URL(filePath: file)).resolved()
  }

  @Test func aTableIsReadOnceAndKeptInTheJournal() throws {
    let experiment = try experiment("mixing:\n  runs: runs.csv\n").withPastRuns()
    #expect(
      experiment.search.mixing.pastRuns == [
        PastRun(shares: ["rte": 1], score: -0.7),
        PastRun(shares: ["rte": 0.5, "mnli": 0.5], score: -0.6),
        PastRun(shares: ["rte": 0.25, "mnli": 0.75], score: -0.5),
        PastRun(shares: ["rte": 0.3, "mnli": 0.7], score: nil),
        PastRun(shares: ["rte": 0.2, "mnli": 0.8], score: -0.4),
      ])
    let resumed = try ResolvedExperiment(json: experiment.json())
    #expect(resumed == experiment)
    try folder.write("", to: "runs.csv")
    #expect(try resumed.withPastRuns() == experiment)
  }

  @Test func theObjectiveIsThatOfTheTrialsOrTheColumnThatIsNamed() throws {
    let experiment = try experiment(
      "mixing:\n  runs: [runs.csv]\n  runs_objective: acc\n  objective: metric\n"
    ).withPastRuns()
    #expect(experiment.search.mixing.pastRuns?.map(\.score) == [0.5, 0.6, 0.7, 0.5, 0.6])
    #expect {
      try self.experiment("mixing:\n  runs: runs.csv\n  objective: metric\n").withPastRuns()
    } throws: {
      "\($0)".contains("'validation_metric' was expected")
    }
  }

  /// A loss of 0.2 less for ten times the steps.
  @Test func shortRunsKnowTheirLength() throws {
    let rows = [
      (0.2, 10, 0.92), (0.4, 10, 0.84), (0.6, 10, 0.76), (0.8, 10, 0.68), (0.3, 100, 0.68),
      (0.5, 100, 0.6), (0.7, 100, 0.52),
    ].map { "\($0.0),\(1 - $0.0),\($0.1),2,\($0.2)\n" }
    try folder.write("rte,mnli,tokens,n,loss\n" + rows.joined(), to: "scales.csv")
    let keys = "mixing:\n  runs: scales.csv\n  runs_repeats: n\n"
    let runs = try experiment(keys + "  runs_steps: tokens\n").withPastRuns().search.mixing
      .pastRuns
    #expect(
      runs?.map(\.scale) == Array(repeating: [0.1], count: 4) + Array(repeating: [1], count: 3))
    #expect(runs?.map(\.repeats) == Array(repeating: 2, count: 7))
    // What is left of the shift is the ridge's.
    for (run, share) in zip(runs ?? [], [0.2, 0.4, 0.6, 0.8, 0.3, 0.5, 0.7]) {
      #expect(abs((run.score ?? 0) + 0.8 - 0.4 * share) < 0.01, "\(run)")
    }
    let plain = try experiment(keys).withPastRuns().search.mixing.pastRuns
    #expect(plain?.count == 7 && plain?.allSatisfy { $0.scale == nil } == true)
  }

  @Test func trialsThatDoNotLearnFromRunsAreRefused() {
    #expect {
      try experiment("mixing:\n  runs: runs.csv\n  fidelity: partial\n")
    } throws: {
      "\($0)".contains("'mixing.runs': 'mixing.space: simplex' and 'mixing.fidelity: full'")
    }
  }

  @Test func aMeasuredBudgetKeepsThem() throws {
    let file = "mixing:\n  runs: runs.csv\n"
    let prepared = try experiment("budget: 1h\n" + file).prepared()
    let measured = try prepared.spending(as: experiment("budget: 20\n" + file)).experiment
    #expect(measured.budget == .trainings(20) && measured.search.mixing.trials == 16)
    #expect(measured.search.mixing.pastRuns?.count == 5)
    #expect(measured.search.mixing.pastRuns == prepared.experiment.search.mixing.pastRuns)
  }
}
