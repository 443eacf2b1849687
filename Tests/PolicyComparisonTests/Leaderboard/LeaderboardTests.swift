import Multitask
import PolicyComparison
import RunJournal
import Testing

@Suite struct LeaderboardTests {
  /// A leaderboard of scores by seed; nil is a run that failed.
  private func leaderboard(
    _ scores: [String: [Double?]], experiment: String = "{}"
  ) throws -> Leaderboard {
    let tasks = TaskList(
      primary: TaskSummary("rte", metric: "accuracy"), auxiliaries: ["mnli"])
    let journal = try Journal.inMemory(
      header: RunHeader(
        kind: .comparison, version: "test", experiment: experiment, origin: "by hand",
        isSynthetic: true,
        tasks: tasks))
    for (policy, seeds) in scores.sorted(by: { $0.key < $1.key }) {
      for (seed, score) in seeds.enumerated() {
        let evaluation = score.map { Evaluation(metric: $0, loss: 1, examples: 100) }
        try journal.record(
          PolicyRunRecord(
            policy: policy, replicate: seed, seed: UInt64(seed),
            result: evaluation.map(TrialRecord.Result.evaluated) ?? .failed(reason: "diverged"),
            validation: evaluation, keptAt: evaluation.map { _ in 10 },
            mixture: Mixture(weights: [1, 1]), batches: 10, seconds: 1))
      }
    }
    return try Leaderboard(of: journal)
  }

  @Test func theReferenceIsNamedAndTheBestIsChosen() throws {
    let scores: [String: [Double?]] = [
      "uniform": [0.5, 0.5, 0.5, 0.5], "b": [0.7, 0.72, 0.7, 0.7],
      "primary_only": [0.6, 0.6, 0.6, 0.6],
    ]
    let board = try leaderboard(scores)
    #expect(board.reference == "uniform" && board.best == "b")
    #expect(board.entries.map(\.policy) == ["b", "primary_only", "uniform"])
    #expect(board.entries[0].differenceToBest == nil && board.entries[2].difference == nil)
    let difference = try #require(board.entries[0].difference)
    #expect(difference.pairs == 4 && abs(difference.mean - 0.205) < 1e-12)
    #expect(abs(try #require(board.entries[2].differenceToBest).mean + 0.205) < 1e-12)
    let named = try leaderboard(
      scores, experiment: #"{"comparison": {"reference": "b", "seeds": 4}}"#)
    #expect(named.reference == "b" && named.entries[0].difference == nil)
  }

  @Test func withoutUniformThePrimaryAloneIsTheReference() throws {
    let scores: [String: [Double?]] = ["primary_only": [0.5, 0.6], "b": [0.7, 0.7]]
    #expect(try leaderboard(scores).reference == "primary_only")
    #expect(try leaderboard(["a": [0.5, 0.6], "b": [0.7, 0.7]]).reference == nil)
  }

  /// One lucky seed must neither become the best nor take the others' seeds away.
  @Test func aPolicyWithOneGoodSeedErasesNoDifference() throws {
    let board = try leaderboard([
      "lucky": [nil, nil, nil, nil, 0.9], "b": [0.7, 0.71, 0.72, 0.7, 0.75],
      "uniform": [0.6, 0.61, 0.61, 0.6, 0.66],
    ])
    #expect(board.best == "b")
    let entries = Dictionary(uniqueKeysWithValues: board.entries.map { ($0.policy, $0) })
    let complete = try #require(entries["b"]?.difference)
    #expect(complete.pairs == 5 && complete.interval != nil)
    #expect(try #require(complete.probability) < 0.001)
    #expect(entries["uniform"]?.differenceToBest?.probability != nil)
    let lucky = try #require(entries["lucky"]?.difference)
    #expect(lucky.pairs == 1 && lucky.probability == nil && lucky.interval == nil)
    #expect(abs(lucky.mean - 0.24) < 1e-12 && entries["lucky"]?.differenceToBest == nil)
  }

  /// By the means over its own seeds, the policy that failed on the hard seeds would be first.
  @Test func ranksAreOverTheSameSeeds() throws {
    let board = try leaderboard([
      "failing": [nil, nil, 0.79, 0.79], "steady": [0.4, 0.4, 0.8, 0.8],
      "worst": [0.3, 0.3, 0.7, 0.7],
    ])
    #expect(board.entries.map(\.policy) == ["steady", "failing", "worst"])
  }

  @Test func whatSharesNoSeedWithTheBestComesLast() throws {
    let board = try leaderboard([
      "apart": [nil, nil, 0.9], "dead": [nil, nil, nil], "best": [0.7, 0.7, nil],
      "next": [0.6, 0.6, nil],
    ])
    #expect(board.entries.map(\.policy) == ["best", "next", "apart", "dead"])
    #expect(board.entries[2].differenceToBest == nil && board.entries[3].scores == nil)
    #expect(board.entries[3].failures == ["diverged", "diverged", "diverged"])
  }

  /// The differences 0, 0.01 and −0.01 have a deviation of 0.01; two of them are tested at 97.5 %: the least n with
  /// `scipy.stats.t.ppf(.9875, n - 1) <= sqrt(n)` is 9, and with one of them, at 95 %, 7.
  @Test func whereNoDifferenceIsSignificantTheSizesForOnePointAreThoseOfHolmsInterval() throws {
    var scores: [String: [Double?]] = [
      "uniform": [0.6, 0.61, 0.62], "b": [0.6, 0.62, 0.61], "lucky": [0.9, nil, nil],
    ]
    #expect(
      try leaderboard(scores).sizesForOnePoint
        == "no difference to uniform is significant; for b, Holm's interval of ±0.010 takes about 7 seeds, on "
        + "these examples")
    scores["c"] = [0.59, 0.6, 0.64]
    #expect(try leaderboard(scores).sizesForOnePoint?.contains("takes about 9 seeds") == true)
    scores["better"] = [0.7, 0.711, 0.72]
    #expect(try leaderboard(scores).sizesForOnePoint == nil)
    #expect(try leaderboard(["a": [0.5, 0.6], "b": [0.7, 0.7]]).sizesForOnePoint == nil)
  }

  @Test func withoutAnyScoreThereIsNoBest() throws {
    let board = try leaderboard(["b": [nil], "a": [nil]])
    #expect(board.best == nil && board.entries.map(\.policy) == ["a", "b"])
  }
}
