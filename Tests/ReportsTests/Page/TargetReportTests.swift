import AutoSeM
import Multitask
import Reports
import RunJournal
import TestSupport
import Testing

@Suite struct TargetReportTests {
  /// A finished run of two targets, of which the mixture serves one.
  private func report() throws -> RunReport {
    let tasks = try TaskList(
      [TaskSummary("rte", metric: "accuracy"), TaskSummary("stsb", metric: "pearson"), "mnli"],
      targets: [Target(TaskIndex(0)), Target(TaskIndex(1), loseAtMost: 0.5)])
    let mixture = Mixture.proportional(to: [2, 1, 1])
    let journal = try Journal.inMemory(of: tasks, recommending: mixture)
    for (candidate, mixture, scores) in [
      (ConfirmationCandidate.best, mixture, [0.75, 0.5]),
      (.targets, tasks.reference, [0.625, 0.5]),
      (.targetOnly(0), .only(TaskIndex(0), of: 3), [0.625, 0]),
      (.targetOnly(1), .only(TaskIndex(1), of: 3), [0.25, 0.625]),
    ] {
      for replicate in 0..<2 {
        let evaluation = tasks.objective {
          Evaluation(
            metric: scores[$0.rawValue] + 0.01 * Double(replicate), loss: 1, examples: 10,
            others: ["hellaswag": 0.5])
        }
        try journal.record(
          ConfirmationRecord(
            candidate: candidate, replicate: replicate, mixture: mixture, seed: 1,
            result: .evaluated(evaluation), batches: 10, seconds: 1))
      }
    }
    try journal.finish()
    return try RunReport(of: journal)
  }

  @Test func theSummaryHasTheMeanAndEveryTarget() throws {
    let lines = try report().summary
    #expect(lines.hasPrefix("targets: rte and stsb\n"))
    #expect(lines.contains("mean score"))
    #expect(lines.contains("  rte only  ") && lines.contains("  stsb only  "))
    #expect(lines.contains("hellaswag"))
    #expect(lines.contains("By target: rte gains 0.125 over it alone"))
    #expect(lines.contains("stsb pays 0.125"))
  }

  @Test func thePageAndTheFileHaveEveryCandidateByEveryTarget() throws {
    let report = try report()
    #expect(report.markdown.contains("| stsb | stsb only | pearson | 0.630 |"))
    #expect(report.markdown.contains("| best mixture | 0.630 |"))
    #expect(report.html.contains("Who gains and who pays"))
    #expect(report.json.contains("\"lose_at_most\" : 0.5"))
    #expect(report.json.contains("\"reference\" : \"target_only_1\""))
    #expect(report.json.contains("\"hellaswag\" : 0.5"))
  }
}
