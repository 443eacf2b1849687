import AutoSeM
public import Multitask
public import RunJournal

/// The policies of a comparison, ranked on the test split.
///
/// Each policy is tested against a reference that was named beforehand (`PairedDifferences`) and against the best
/// (`DifferencesToBest`). The best is the policy with the highest mean among those with the most seeds. The ranks
/// are those of the other policies' paired differences to it over common seeds, so that failed seeds of a policy
/// affect no other policy. Without failures the ranks are those of the means.
public struct Leaderboard: Sendable {
  /// One policy.
  public struct Entry: Sendable {
    /// The policy.
    public let policy: String

    /// The primary's metric; nil if every run failed.
    public let scores: ScoreEstimate?

    /// The metric of each of several targets, `[targets]`; empty for one, and if every run failed.
    public let targets: [ScoreEstimate]

    /// The difference to the reference over common seeds; nil for the reference, and without such seeds.
    public let difference: PairedDifferences.Difference?

    /// The difference to the best; nil for the best, and for a policy without the same seeds.
    public let differenceToBest: DifferencesToBest.Difference?

    /// The mean share of each task in the batches, `[tasks]`.
    public let shares: [Double]

    /// These shares over the course of the runs; nil for runs of an older journal.
    public let sharesOverTime: SharesOverTime?

    /// The training batches of a run.
    public let batches: Int

    /// The mean wall time of a run.
    public let seconds: Double

    /// The reasons of failed runs.
    public let failures: [String]

    /// The number of runs, with those that failed.
    public let runs: Int
  }

  /// The header of the comparison.
  public let header: RunHeader

  /// Whether all runs are finished.
  public let isFinished: Bool

  /// The policy that was named as the reference beforehand; nil where it is not compared.
  public let reference: String?

  /// The policy with the highest mean among those with the most seeds; nil before the first score.
  public let best: String?

  /// The number of examples that the differences to the best are over; nil for differences over seeds.
  public let examplesToBest: Int?

  /// The policies by rank; those that cannot be compared with the best last.
  public let entries: [Entry]

  /// The number of examples of the test split, the same for all seeds; nil before the first score.
  public let testExamples: Int?

  /// The warnings of the comparison, such as skipped policies, in the order of their letters.
  public let notes: [String]

  /// Reads a comparison, finished or not.
  ///
  /// - Throws: What the journal throws.
  public init(of journal: Journal) throws {
    header = try journal.header()
    isFinished = try journal.isFinished
    // The runs of several workers end in any order.
    notes = try journal.notes().sorted()
    let runs = try journal.policyRuns()
    testExamples = runs.compactMap(\.result.evaluation?.examples).first
    let records = Dictionary(grouping: runs, by: \.policy)
    reference = ComparisonReference(of: header, policies: records.keys).name
    let ranking = Ranking(scores: records.mapValues(SeedScores.init), reference: reference)
    best = ranking.best
    examplesToBest = ranking.examplesToBest
    entries = ranking.order.map { policy in
      Entry(
        policy: policy, scores: ranking.scores[policy]?.estimate,
        difference: ranking.toReference[policy], differenceToBest: ranking.toBest[policy],
        runs: records[policy] ?? [])
    }
  }
}

extension Leaderboard {
  /// The values that the primary's metric, or the mean of several targets' metrics, can have.
  public var scoreRange: ScoreRange {
    let tasks = header.tasks
    guard !tasks.hasSeveralTargets else {
      return ScoreRange(
        meanOf: zip(tasks.targets, tasks.targetShares).enumerated().map { number, target in
          let scores = entries.compactMap { entry in
            entry.targets.indices.contains(number) ? entry.targets[number].mean : nil
          }
          return (ScoreRange(metric: tasks[target.0.task].metric, scores: scores), share: target.1)
        })
    }
    return ScoreRange(
      metric: header.tasks[header.tasks.primary].metric,
      scores: entries.compactMap { $0.scores?.mean })
  }

  /// The numbers of seeds and test examples that an interval of one point to either side takes, as a sentence.
  ///
  /// Nil where a difference to the reference is significant. The difference is that of the first policy that has a
  /// test.
  package var sizesForOnePoint: String? {
    let tested = entries.compactMap { entry in
      entry.difference.flatMap { difference in
        difference.confidence.map {
          (policy: entry.policy, estimate: difference.estimate, confidence: $0)
        }
      }
    }
    // Where nothing is significant, Holm tests all at the same confidence.
    guard let reference, let confidence = tested.map(\.confidence).max() else { return nil }
    return SizesForOnePoint(of: tested.map(\.estimate), confidence: confidence, in: scoreRange).map
    {
      "no difference to \(reference) is significant; for \(tested[$0.index].policy), Holm's interval of \($0)"
    }
  }
}

extension Leaderboard.Entry {
  fileprivate init(
    policy: String, scores: ScoreEstimate?, difference: PairedDifferences.Difference?,
    differenceToBest: DifferencesToBest.Difference?, runs: [PolicyRunRecord]
  ) {
    let count = Double(max(runs.count, 1))
    self.policy = policy
    self.scores = scores
    let parts = runs.compactMap(\.result.evaluation?.parts)
    targets = (parts.first ?? []).indices.compactMap { number in
      ScoreEstimate(parts.map { $0[number].evaluation })
    }
    self.difference = difference
    self.differenceToBest = differenceToBest
    shares = (runs.first?.mixture.weights ?? []).indices.map { task in
      runs.reduce(0) { $0 + $1.mixture.weights[task] } / count
    }
    sharesOverTime = SharesOverTime(runs: runs.map(\.batchesOverTime))
    batches = runs.map(\.batches).max() ?? 0
    seconds = runs.reduce(0) { $0 + $1.seconds } / count
    failures = runs.compactMap {
      if case .failed(let reason) = $0.result { reason } else { nil }
    }
    self.runs = runs.count
  }
}
