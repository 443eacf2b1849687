import Foundation
import Multitask
import PolicyComparison
import Reports
import RunJournal
import Testing

@Suite struct LeaderboardSummaryTests {
  /// Two policies with five seeds, and one that failed with all but one.
  ///
  /// - Parameter examples: The number of examples, of which a score's share is right; nil without their scores.
  private func leaderboard(examples: Int? = nil) throws -> Leaderboard {
    let journal = try journal()
    let scores: [(String, [Double?])] = [
      ("uniform", [0.5, 0.5, 0.5, 0.5, 0.5]), ("autosem", [0.75, 0.75, 0.75, 0.875, 0.625]),
      ("ucb1", [0.875, nil, nil, nil, nil]),
    ]
    for (policy, seeds) in scores {
      for (seed, score) in seeds.enumerated() {
        let evaluation = score.map { score in
          Evaluation(
            metric: score, loss: 1, examples: examples ?? 100,
            scores: examples.map { count in
              (0..<count).map { Double($0) < score * Double(count) ? 1 : 0 }
            })
        }
        try record(policy, seed, evaluation, in: journal)
      }
    }
    try journal.note("skipped exp3s: for a reason", at: "comparison")
    try journal.finish()
    return try Leaderboard(of: journal)
  }

  private func journal() throws -> Journal {
    try Journal.inMemory(
      header: RunHeader(
        kind: .comparison, version: "0.1.0", experiment: "{}", origin: "synthetic suite, seed 1",
        isSynthetic: true, tasks: OutcomeSamples.tasks))
  }

  /// Records a run of a policy, which failed where it has no evaluation.
  private func record(
    _ policy: String, _ seed: Int, _ evaluation: Evaluation?, overTime: [[Int]] = [],
    in journal: Journal
  ) throws {
    try journal.record(
      PolicyRunRecord(
        policy: policy, replicate: seed, seed: UInt64(seed),
        result: evaluation.map(TrialRecord.Result.evaluated) ?? .failed(reason: "it diverged"),
        validation: evaluation, keptAt: evaluation.map { _ in 10 },
        mixture: Mixture(weights: [2, 1, 1]), batchesOverTime: overTime, batches: 40, seconds: 1.5))
  }

  @Test func showsDifferencesToTheReferenceAndToTheBestAndHowTheyWereTested() throws {
    #expect(
      try leaderboard().terminalSummary == """
        primary: rte
        data: the built-in SYNTHETIC suite; no real text was used

        Comparison: the test split, mean over 5 seeds, on these 100 examples, at most 40 training \
        batches a run
          policy   accuracy  95 % interval  to uniform  Holm's interval  Holm's p  to the best  \
        Tukey's p  rte's share  seconds
          ucb1        0.875              –      +0.375                –         –            –  \
                –         0.50      1.5
          autosem     0.750  0.640 … 0.860      +0.250  +0.140 … +0.360     0.003            –  \
                –         0.50      1.5
          uniform     0.500  0.500 … 0.500           –                –         –       −0.250  \
            0.003         0.50      1.5
        to uniform, the reference named beforehand: paired t-test over the seeds that both have \
        (at most 5); p and interval corrected for 1 comparison (Holm)
        to the best, autosem: studentised range of the 2 policies with the same seeds (Tukey), over \
        the seeds on these examples; p allows for the choice of the best
        note: comparison: skipped exp3s: for a reason
        note: 4 runs of ucb1 failed: it diverged
        """)
  }

  /// Eight examples, of which the reference is right about four, the other about six, with a seed of seven and of five.
  @Test func withTheExamplesTheDifferenceIsOverBoth() throws {
    let board = try leaderboard(examples: 8)
    let summary = board.terminalSummary
    #expect(summary.contains("mean over 5 seeds and 8 examples, at most 40 training batches"))
    #expect(
      summary.contains(
        "to uniform, the reference named beforehand: paired over the at most 5 seeds that both have and 8 "
          + "examples; p and interval corrected for 1 comparison (Holm)"))
    let difference = try #require(board.entries[1].difference)
    #expect(difference.examples == 8 && difference.mean == 0.25)
    // d = np.zeros((5, 8)); d[:, 4:6] = 1; d[3, 6] = 1; d[4, 5] = 0; the two-way half-width is 0.3509.
    let interval = try #require(difference.interval)
    #expect(abs(interval.upperBound - 0.25 - 0.3509) < 5e-5)
    let json = try LeaderboardFile(board).json()
    #expect(json.contains("\"examples\" : 8"))
    #expect(json.contains("\"intervals\" : \"over 5 seeds and 8 examples\""))
  }

  /// Of ten examples two policies are right about three more than the reference; both are tested at 97.5 %.
  @Test func whereNoDifferenceIsSignificantTheSizesForOnePointAreShown() throws {
    let journal = try journal()
    for policy in ["uniform", "autosem", "ucb1"] {
      let scores: [Float] =
        policy == "uniform" ? [1, 1, 1, 0, 0, 0, 0, 0, 0, 1] : [1, 1, 1, 1, 1, 0, 0, 1, 0, 0]
      for seed in 0..<3 {
        let metric = Double(scores.reduce(0, +)) / 10
        try record(
          policy, seed, Evaluation(metric: metric, loss: 1, examples: 10, scores: scores),
          in: journal)
      }
    }
    // The least n with t.ppf(.9875, n - 1) × sqrt(0.4 / n) ≤ 0.01.
    #expect(
      try Leaderboard(of: journal).terminalSummary.contains(
        "no difference to uniform is significant; for autosem, Holm's interval of ±0.010 takes about 3 seeds and "
          + "20099 examples: no number of seeds suffices on 10 examples"))
  }

  /// Of two seeds in two parts of ten batches; a policy of an older journal has none.
  @Test func theFileOfAComparisonHasTheSharesOverTime() throws {
    let journal = try journal()
    let evaluation = Evaluation(metric: 0.5, loss: 1, examples: 10)
    for (seed, course) in [[[10, 0, 0], [0, 5, 5]], [[6, 4, 0], [0, 5, 5]]].enumerated() {
      try record("autosem", seed, evaluation, overTime: course, in: journal)
      try record("uniform", seed, evaluation, in: journal)
    }
    let json = try LeaderboardFile(Leaderboard(of: journal)).json()
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let policies = try #require(object?["policies"] as? [[String: Any]])
    let own = try #require(policies.first { $0["policy"] as? String == "autosem" })
    let parts = try #require(own["shares_over_time"] as? [[String: Any]])
    let names = OutcomeSamples.tasks.map(\.name)
    #expect(parts.map { $0["batches"] as? Double } == [10, 10])
    let expected = [[0.8, 0.2, 0], [0, 0.5, 0.5]].map {
      Dictionary(uniqueKeysWithValues: zip(names, $0))
    }
    #expect(parts.map { $0["shares"] as? [String: Double] } == expected)
    let other = try #require(policies.first { $0["policy"] as? String == "uniform" })
    #expect(other["shares_over_time"] == nil)
  }

  @Test func theFileOfAComparisonHasTheSameNumbers() throws {
    let json = try LeaderboardFile(leaderboard()).json()
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["reference"] as? String == "uniform" && object["best"] as? String == "autosem")
    #expect(object["intervals"] as? String == "over 5 seeds, on these 100 examples")
    let policies = try #require(object["policies"] as? [[String: Any]])
    let gained = try #require(policies[1]["difference"] as? [String: Any])
    #expect(gained["mean"] as? Double == 0.25 && gained["seeds"] as? Int == 5)
    #expect(gained["sign_flip_probability"] as? Double == 0.0625)
    #expect(abs(try #require(gained["probability"] as? Double) - 0.0032) < 5e-5)
    let worse = try #require(policies[2]["difference_to_best"] as? [String: Any])
    #expect(abs(try #require(worse["lower"] as? Double) + 0.35975) < 5e-5)
    #expect(
      json.contains(
        """
          "notes" : [
            "comparison: skipped exp3s: for a reason"
          ],
        """))
  }
}
