import Multitask
import PolicyComparison
import Reports
import RunJournal
import Testing

@Suite struct LeaderboardSummaryTests {
  /// Two policies with five seeds, and one that failed with all but one.
  private func leaderboard() throws -> Leaderboard {
    let journal = try Journal.inMemory(
      header: RunHeader(
        kind: .comparison, version: "0.1.0", experiment: "{}", origin: "synthetic suite, seed 1",
        isSynthetic: true, tasks: OutcomeSamples.tasks))
    let scores: [(String, [Double?])] = [
      ("uniform", [0.5, 0.5, 0.5, 0.5, 0.5]), ("autosem", [0.75, 0.75, 0.75, 0.75, 0.75]),
      ("ucb1", [0.875, nil, nil, nil, nil]),
    ]
    for (policy, seeds) in scores {
      for (seed, score) in seeds.enumerated() {
        let evaluation = score.map { Evaluation(metric: $0, loss: 1, examples: 100) }
        try journal.record(
          PolicyRunRecord(
            policy: policy, replicate: seed, seed: UInt64(seed),
            result: evaluation.map(TrialRecord.Result.evaluated) ?? .failed(reason: "it diverged"),
            validation: evaluation, keptAt: evaluation.map { _ in 10 },
            mixture: Mixture(weights: [2, 1, 1]), batches: 40, seconds: 1.5))
      }
    }
    try journal.note("skipped exp3s: for a reason", at: "comparison")
    try journal.finish()
    return try Leaderboard(of: journal)
  }

  /// Five seeds that agree have p = 0.0625; Holm's correction for two comparisons doubles it.
  @Test func showsDifferencesToTheReferenceAndHowTheyWereTested() throws {
    #expect(
      try leaderboard().terminalSummary == """
        primary: rte
        data: the built-in SYNTHETIC suite; no real text was used

        Comparison: the test split, mean over 5 seeds, at most 40 training batches a run
          policy   accuracy  95 % interval  to autosem  Holm's interval      p  rte's share  seconds
          ucb1        0.875              –      +0.125                –  1.000         0.50      1.5
          autosem     0.750  0.750 … 0.750           –                –      –         0.50      1.5
          uniform     0.500  0.500 … 0.500      −0.250  −0.250 … −0.250  0.125         0.50      1.5
        differences to autosem over the seeds that both have (at most 5): p of the sign-flip test, \
        Student's interval over the seeds, both corrected for 2 comparisons (Holm)
        note: comparison: skipped exp3s: for a reason
        note: 4 runs of ucb1 failed: it diverged
        """)
  }

  @Test func theFileOfAComparisonHasTheSameNumbers() throws {
    let json = try LeaderboardFile(leaderboard()).json()
    #expect(
      json.contains(
        """
              "difference" : {
                "lower" : -0.25,
                "mean" : -0.25,
                "probability" : 0.125,
                "seeds" : 5,
                "upper" : -0.25
              },
        """))
    #expect(json.contains("  \"reference\" : \"autosem\",\n"))
    #expect(
      json.contains(
        """
          "notes" : [
            "comparison: skipped exp3s: for a reason"
          ],
        """))
  }
}
