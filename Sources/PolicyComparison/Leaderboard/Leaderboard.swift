public import GSLNumerics
import Multitask
public import RunJournal

/// The policies of a comparison, ranked on the test split.
///
/// The reference is the policy with the highest mean among those with the most seeds. The ranks are those of
/// the other policies' paired differences to it over common seeds, so that failed seeds of a policy affect no
/// other policy. Without failures the reference is the best policy, and the ranks are those of the means.
public struct Leaderboard: Sendable {
  /// One policy.
  public struct Entry: Sendable {
    /// The policy.
    public let policy: String

    /// The primary's metric over the seeds; nil if every run failed.
    public let scores: SampleStatistics?

    /// The difference to the reference over common seeds; nil for the reference, and without such seeds.
    public let difference: PairedDifferences.Difference?

    /// The mean share of each task in the batches, `[tasks]`.
    public let shares: [Double]

    /// The training batches of a run.
    public let batches: Int

    /// The mean wall time of a run.
    public let seconds: Double

    /// The reasons of failed runs.
    public let failures: [String]
  }

  /// The header of the comparison.
  public let header: RunHeader

  /// Whether all runs are finished.
  public let isFinished: Bool

  /// The reference policy; nil before the first score.
  public let reference: String?

  /// The policies by rank; those that cannot be compared with the reference last.
  public let entries: [Entry]

  /// The warnings of the comparison, such as skipped policies.
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
