public import GSLNumerics
import Multitask
public import RunJournal

/// How the policies of a comparison did on the test split, the best first.
public struct Leaderboard: Sendable {
  /// One policy.
  public struct Entry: Sendable {
    /// The policy.
    public let policy: String

    /// The primary's metric over the seeds; nil where every run failed.
    public let scores: SampleStatistics?

    /// The difference to the best policy, over the seeds that gave both a score; nil for the best, and
    /// where there is none.
    public let difference: PairedDifferences.Difference?

    /// The mean share of each task in the batches, `[tasks]`.
    public let shares: [Double]

    /// The training batches of a run.
    public let batches: Int

    /// The mean wall time of a run.
    public let seconds: Double

    /// Why runs failed, one reason for each that did.
    public let failures: [String]
  }

  /// What was compared on what.
  public let header: RunHeader

  /// Whether all runs were made.
  public let isFinished: Bool

  /// The policies, the best first; those without a score last.
  public let entries: [Entry]

  /// Reads a comparison, finished or not.
  ///
  /// - Throws: What the journal throws.
  public init(of journal: Journal) throws {
    header = try journal.header()
    isFinished = try journal.isFinished
    let records = Dictionary(grouping: try journal.policyRuns(), by: \.policy)
    let scores = records.mapValues { runs in
      runs.reduce(into: [Int: Double]()) { scores, run in
        if case .evaluated(let evaluation) = run.result {
          scores[run.replicate] = evaluation.metric
        }
      }
    }
    func mean(_ policy: String) -> Double {
      let values = (scores[policy] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      return values.isEmpty ? -.infinity : values.reduce(0, +) / Double(values.count)
    }
    let ranked = records.keys.sorted { (-mean($0), $0) < (-mean($1), $1) }
    let differences = Self.differences(ranked: ranked, scores: scores)
    entries = ranked.map { policy in
      let runs = records[policy] ?? []
      let values = (scores[policy] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      let count = Double(max(runs.count, 1))
      return Entry(
        policy: policy, scores: values.isEmpty ? nil : SampleStatistics(values),
        difference: differences[policy],
        shares: (runs.first?.mixture.weights ?? []).indices.map { task in
          runs.reduce(0) { $0 + $1.mixture.weights[task] } / count
        },
        batches: runs.map(\.batches).max() ?? 0,
        seconds: runs.reduce(0) { $0 + $1.seconds } / count,
        failures: runs.compactMap {
          if case .failed(let reason) = $0.result { reason } else { nil }
        })
    }
  }

  /// The difference of each policy to the first, over the seeds that all of them have.
  private static func differences(
    ranked: [String], scores: [String: [Int: Double]]
  ) -> [String: PairedDifferences.Difference] {
    guard let best = ranked.first, let reference = scores[best], !reference.isEmpty else {
      return [:]
    }
    let others = ranked.dropFirst().filter { !(scores[$0] ?? [:]).isEmpty }
    let seeds = others.reduce(Set(reference.keys)) { $0.intersection((scores[$1] ?? [:]).keys) }
      .sorted()
    guard seeds.count > 1 else { return [:] }
    let compared = PairedDifferences(
      of: others.map { policy in seeds.compactMap { scores[policy]?[$0] } },
      to: seeds.compactMap { reference[$0] },
      using: RandomStreams(seed: 0).stream("bootstrap"))
    return Dictionary(uniqueKeysWithValues: zip(others, compared.differences))
  }
}
