public import GSLNumerics
import Multitask
public import RunJournal

/// How the policies of a comparison did on the test split.
///
/// The reference is the policy with the highest mean among those with the most seeds. Every other policy is
/// compared with it over the seeds that both have, and the ranks follow these differences: a policy that failed
/// with some seeds changes no other's difference or rank. Where all seeds have scores, the reference is the
/// best policy, and the ranks are those of the means.
public struct Leaderboard: Sendable {
  /// One policy.
  public struct Entry: Sendable {
    /// The policy.
    public let policy: String

    /// The primary's metric over the seeds; nil where every run failed.
    public let scores: SampleStatistics?

    /// The difference to the reference over the seeds that gave both a score; nil for the reference, and where
    /// there is no such seed.
    public let difference: PairedDifferences.Difference?

    /// The mean share of each task in the batches, `[tasks]`.
    public let shares: [Double]

    /// The training batches of a run.
    public let batches: Int

    /// The mean wall time of a run.
    public let seconds: Double

    /// The reasons of the runs that failed.
    public let failures: [String]
  }

  /// What was compared on what.
  public let header: RunHeader

  /// Whether all runs were made.
  public let isFinished: Bool

  /// The policy that the others are compared with; nil before the first score.
  public let reference: String?

  /// The policies by rank; those that cannot be compared with the reference last.
  public let entries: [Entry]

  /// Warnings that the comparison left, such as the policies that it skipped.
  public let notes: [String]

  /// Reads a comparison, finished or not.
  ///
  /// - Throws: What the journal throws.
  public init(of journal: Journal) throws {
    header = try journal.header()
    isFinished = try journal.isFinished
    notes = try journal.notes()
    let records = Dictionary(grouping: try journal.policyRuns(), by: \.policy)
    let ranking = Ranking(scores: records.mapValues(SeedScores.init))
    reference = ranking.reference
    entries = ranking.order.map { policy in
      Entry(
        policy: policy, scores: ranking.scores[policy]?.statistics,
        difference: ranking.differences[policy], runs: records[policy] ?? [])
    }
  }
}

extension Leaderboard.Entry {
  fileprivate init(
    policy: String, scores: SampleStatistics?, difference: PairedDifferences.Difference?,
    runs: [PolicyRunRecord]
  ) {
    let count = Double(max(runs.count, 1))
    self.policy = policy
    self.scores = scores
    self.difference = difference
    shares = (runs.first?.mixture.weights ?? []).indices.map { task in
      runs.reduce(0) { $0 + $1.mixture.weights[task] } / count
    }
    batches = runs.map(\.batches).max() ?? 0
    seconds = runs.reduce(0) { $0 + $1.seconds } / count
    failures = runs.compactMap {
      if case .failed(let reason) = $0.result { reason } else { nil }
    }
  }
}
