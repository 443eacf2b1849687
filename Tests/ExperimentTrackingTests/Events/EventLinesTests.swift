import AutoSeM
import ExperimentTracking
import Foundation
import Multitask
import PolicyComparison
import RunJournal
import TestSupport
import Testing

@Suite struct EventLinesTests {
  private static let tasks = TaskList(
    primary: TaskSummary("rte", metric: "accuracy", trainingExamples: 100),
    auxiliaries: ["mn\"li\n", "sst2"])

  private static let lines = EventLines(
    header: RunHeader(
      version: "0.1.0", experiment: "{}", origin: "folder", isSynthetic: true, tasks: tasks),
    run: "rte-2", settings: ["mixing.trials": "30"])

  private static func trial(_ result: TrialRecord.Result) throws -> TrialRecord {
    TrialRecord(
      trial: 3, proposal: "model", mixture: try Mixture(weights: [1, 0, 3]), seed: .max,
      result: result, batches: 300, seconds: 1.5)
  }

  private static let evaluated = TrialRecord.Result.evaluated(
    Evaluation(metric: 0.75, loss: 0.5, examples: 400, scores: nil))

  /// A line of each event.
  private static func all() throws -> [String] {
    let trial = try trial(evaluated)
    let searches: [SearchEvent] = [
      .pulled(
        PullRecord(
          round: 0, task: TaskIndex(1), reward: 0.5, baseline: 0.6, result: evaluated, batches: 30,
          seconds: 1), of: 50),
      .selected([
        ArmRecord(
          task: TaskIndex(1), pulls: 3, successes: 3, failures: 1, probabilityHelps: 0.875,
          isKept: true)
      ]),
      .tried(trial, of: 30), .measured(trial, of: 9_000),
      .estimated(RegretRecord(measurements: 8, regret: 0.1, noise: 0.2)),
      .recommended(
        RecommendationRecord(
          mixture: trial.mixture, predictedMean: -0.5, predictedStandardDeviation: 0.1)),
      .confirmed(
        ConfirmationRecord(
          candidate: .primaryOnly, replicate: 1, mixture: trial.mixture, seed: 7,
          result: evaluated, batches: 300, seconds: 2), of: 25),
    ]
    let comparisons: [ComparisonEvent] = [
      .planned(ComparisonPlan(policies: ["uniform"], skipped: [])),
      .ran(
        PolicyRunRecord(
          policy: "uniform", replicate: 0, seed: 7, result: evaluated,
          validation: Evaluation(metric: 0.7, loss: 0.6, examples: 400), keptAt: 200,
          mixture: trial.mixture, batches: 300, seconds: 2), of: 10),
    ]
    return [lines.began] + searches.map(lines.line) + comparisons.map(lines.line)
      + [
        lines.line(of: .finished(verdict: "Use rte alone.")), lines.line(of: .stopped),
        lines.line(of: .failed(reason: "no memory")),
      ]
  }

  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func everyEventIsOneLineWithTheFieldsOfThePage() throws {
    let page = try String(
      contentsOf: repositoryRoot.appending(path: "docs/events.md"), encoding: .utf8)
    let lines = try Self.all()
    #expect(lines.count == 13)
    for line in lines {
      #expect(line.hasSuffix("}\n") && line.count { $0 == "\n" } == 1)
      let object = try object(line)
      let event = try #require(object["event"] as? String)
      #expect(page.contains("| `\(event)` |"), "\(event)")
      for field in object.keys {
        #expect(page.contains("`\(field)`"), "\(field) of \(event)")
      }
    }
  }

  @Test func aTrialHasItsScoresAndItsMixtureByName() throws {
    let trial = try object(Self.lines.line(of: .tried(Self.trial(Self.evaluated), of: 30)))
    #expect(trial["metric"] as? Double == 0.75)
    #expect(trial["of"] as? Int == 30)
    #expect(trial["seed"] as? String == "18446744073709551615")
    #expect(
      trial["mixture"] as? [String: Double] == ["rte": 0.25, "mn\"li\n": 0, "sst2": 0.75])
    #expect(trial["failure"] == nil)
  }

  @Test func aFailureHasItsReasonAndNoScores() throws {
    let failed = try object(
      Self.lines.line(of: .tried(Self.trial(.failed(reason: "a\nb\u{1B}[31m")), of: 30)))
    #expect(failed["failure"] as? String == "a\nb\u{1B}[31m")
    #expect(failed["metric"] == nil)
  }

  @Test func numbersThatJSONCannotHoldAreTexts() throws {
    let loss = TrialRecord.Result.evaluated(
      Evaluation(metric: 0, loss: .infinity, examples: 1))
    let trial = try object(Self.lines.line(of: .tried(Self.trial(loss), of: 1)))
    #expect(trial["loss"] as? String == "inf")
  }

  @Test func theFirstLineTellsItsRun() throws {
    #expect(EventLines.run(ofFirst: Self.lines.began) == "rte-2")
    for other in ["", "{}", "rte", Self.lines.line(of: .stopped)] {
      #expect(EventLines.run(ofFirst: other) == nil)
    }
  }
}
