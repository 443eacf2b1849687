import Multitask
import Reports
import RunJournal
import Testing

@Suite struct ComparisonReportTests {
  private func journal(policies: [(String, [Double?])], isFinished: Bool = true) throws -> Journal {
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
            mixture: Mixture(weights: [2, 1, 1]), batches: 40, seconds: 1.5))
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

  @Test func aComparisonWithoutARunHasAPage() throws {
    let html = try RunReport(of: journal(policies: [], isFinished: false)).html
    checkPage(html)
    #expect(html.contains("No policy has a score yet."))
    #expect(html.contains("This comparison has not ended."))
  }
}
