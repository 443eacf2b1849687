import AutoSeM
import Foundation
import MixtureRegression
import Multitask
import RunJournal
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

  @Test func aColumnForEachTargetGivesTheScoresOfTheTargets() throws {
    try folder.write(
      "rte,cola,mnli,val_loss,val_loss_cola,val_loss_rte\n1,0,0,9,0.5,0.25\n0,1,0,9,0.25,0.5\n"
        + "0.5,0.5,0,9,0.75,1.5\n0.5,0.25,0.25,9,nan,1\n0.25,0.25,0.5,9,1,1\n0,0,1,9,1,\n",
      to: "targets.csv")
    let keys =
      "targets: {rte: 3, cola: 1}\nauxiliary: [mnli]\nmixing:\n  runs: targets.csv\n"
    let file = try folder.write(keys, to: "targets.yml")
    let experiment = try ExperimentFile(contentsOf: URL(filePath: file)).resolved()
    let runs = try experiment.withPastRuns().search.mixing.pastRuns
    #expect(
      runs?.map(\.parts) == [[-0.25, -0.5], [-0.5, -0.25], [-1.5, -0.75], nil, [-1, -1]])
    // The mean by the weights of the targets, not the column of another mean.
    #expect(runs?.map(\.score) == [-0.3125, -0.4375, -1.3125, nil, -1])
    try folder.write(
      "rte,cola,mnli,val_loss\n1,0,0,1\n0,1,0,2\n0.5,0.5,0,3\n0.25,0.25,0.5,1\n",
      to: "targets.csv")
    let mean = try experiment.withPastRuns().search.mixing.pastRuns
    #expect(mean?.map(\.parts) == [nil, nil, nil, nil])
    #expect(mean?.map(\.score) == [-1, -2, -3, -1])
  }

  @Test func runsOfOtherLengthsHaveTheMeanAlone() throws {
    let rows = [(0.2, 10, 0.9), (0.4, 10, 0.8), (0.6, 10, 0.7), (0.5, 100, 0.6), (0.7, 100, 0.5)]
      .map { "\($0.0),\(1 - $0.0),\($0.1),\($0.2),2,3\n" }
    try folder.write("rte,cola,n,loss,loss_rte,loss_cola\n" + rows.joined(), to: "scales.csv")
    let file = try folder.write(
      "targets: {rte: 3, cola: 1}\nauxiliary: []\nmixing:\n  runs: scales.csv\n  runs_steps: n\n",
      to: "scales.yml")
    let runs = try ExperimentFile(contentsOf: URL(filePath: file)).resolved().withPastRuns()
      .search.mixing.pastRuns
    #expect(runs?.compactMap(\.parts).isEmpty == true)
    #expect(runs?.suffix(2).map(\.score) == [-0.6, -0.5])
  }

  @Test(arguments: ["rte: 3, cola: 1", "cola: 1, rte: 3"])
  func aRunOfTheSameTargetsGivesTheirScores(targets: String) throws {
    let tasks = try TaskList(
      [TaskSummary("rte"), TaskSummary("cola")], targets: [NamedTarget("rte"), NamedTarget("cola")])
    let path = folder.path("run")
    let journal = try Journal.create(
      in: URL(filePath: path),
      header: RunHeader(
        version: "test", experiment: "{}", origin: "toy", isSynthetic: true, tasks: tasks))
    for trial in 0..<4 {
      let losses = [0.25 * Double(trial), 0.5]
      try journal.record(
        TrialRecord(
          trial: trial, proposal: "model", mixture: try Mixture(weights: [1, Double(trial)]),
          seed: 1,
          result: .evaluated(
            tasks.objective {
              Evaluation(metric: 0.5, loss: losses[$0.rawValue], examples: 10)
            }), batches: 30, seconds: 1))
    }
    try journal.close()
    let file = try folder.write(
      "targets: {\(targets)}\nauxiliary: []\nmixing:\n  runs: run\n", to: "run.yml")
    let runs = try ExperimentFile(contentsOf: URL(filePath: file)).resolved().withPastRuns()
      .search.mixing.pastRuns
    // The scores are in the order of the run's targets.
    let isSame = targets.hasPrefix("rte")
    #expect(runs?.first?.parts == (isSame ? [0, -0.5] : nil))
    #expect(
      runs?.map(\.score)
        == (isSame ? [-0.125, -0.3125, -0.5, -0.6875] : [-0.25, -0.375, -0.5, -0.625]))
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
