import Multitask
import Reports
import RunJournal
import Testing

@Suite struct ComparisonReportTests {
  private func journal(
    policies: [(String, [Double?])], courses: [String: [[Int]]] = [:], isFinished: Bool = true
  ) throws -> Journal {
    let journal = try Journal.inMemory(
      header: RunHeader(
        kind: .comparison, version: "0.1.0", experiment: "{}", origin: "synthetic suite, seed 1",
        isSynthetic: true, tasks: OutcomeSamples.tasks))
    for (policy, seeds) in policies {
      for (seed, score) in seeds.enumerated() {
        let evaluation = score.map { Evaluation(metric: $0, loss: 1, examples: 100) }
        try journal.record(
          PolicyRunRecord(
            policy: policy, replicate: seed, seed: UInt64(seed),
            result: evaluation.map(TrialRecord.Result.evaluated) ?? .failed(reason: "<b>diverged"),
            validation: evaluation, keptAt: evaluation.map { _ in 10 },
            mixture: Mixture(weights: [2, 1, 1]), batchesOverTime: courses[policy] ?? [],
            batches: 40, seconds: 1.5))
      }
    }
    if isFinished { try journal.finish() }
    return journal
  }

  @Test func thePageLeadsWithTheBestAndItsDifferenceToTheReference() throws {
    let html = try RunReport(
      of: journal(policies: [
        ("uniform", [0.5, 0.52, 0.51]), ("autosem", [0.75, 0.76, 0.77]), ("ucb1", [nil, nil, nil]),
      ])
    ).html
    checkPage(html)
    let text = PageReader(html).text
    #expect(text.contains("autosem has the highest mean accuracy, 0.760: +0.250 to uniform"))
    #expect(text.contains("a significant difference"))
    for part in [
      "SYNTHETIC", "The leaderboard", "Paired differences to uniform", "Time against score",
      "What each policy trained on", "3 runs of ucb1 failed: <b>diverged", "Holm's p",
    ] {
      #expect(text.contains(part), "'\(part)' is missing")
    }
  }

  @Test func sharesThatMoveAreDrawnAndTheOthersNamed() throws {
    let report = try RunReport(
      of: journal(
        policies: [("uniform", [0.5, 0.6]), ("equal", [0.5, 0.6]), ("ucb1", [0.6, nil])],
        courses: [
          "uniform": [[20, 10, 10], [20, 10, 10]], "equal": [[10, 10, 10]],
          "ucb1": [[40, 0, 0], [0, 20, 20]],
        ]))
    checkPage(report.html)
    let text = PageReader(report.html).text
    #expect(text.contains("The shares of ucb1 over time"))
    #expect(!text.contains("The shares of uniform over time"))
    #expect(text.contains("The shares do not change during a run of ") && text.contains(" or "))
    #expect(report.markdown.contains("| ucb1 | 2 | 1 | 40 | 1.5 |"))
    #expect(report.markdown.contains("| a run of ucb1 | &lt;b>diverged |"))
  }

  /// Journals of older formats do not know it.
  @Test func withoutARecordNothingIsSaidOfSharesOverTime() throws {
    let html = try RunReport(of: journal(policies: [("uniform", [0.5]), ("b", [0.6])])).html
    #expect(!html.contains("over time") && !html.contains("The shares do not change"))
  }

  @Test func aComparisonWithoutARunHasAPage() throws {
    let html = try RunReport(of: journal(policies: [], isFinished: false)).html
    checkPage(html)
    #expect(html.contains("No policy has a score yet."))
    #expect(html.contains("This comparison has not ended."))
  }
}
