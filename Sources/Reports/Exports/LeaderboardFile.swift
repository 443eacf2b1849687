import Foundation
import Multitask
public import PolicyComparison
import RunJournal

/// A comparison as a machine reads it: the file `result.json` of its folder.
///
/// Every score is larger-is-better and in the primary's metric. `difference` is to the reference over the seeds
/// that both have, with the ends of the interval and the p-value, both corrected as in Holm (1979) and both over seeds
/// and test examples, or, where there are no `examples`, over the seeds for the same examples; `differenceToBest` is to
/// the best, by the studentised range over the same.
public struct LeaderboardFile: Encodable, Sendable {
  let format = 1
  let version: String
  let finished: Bool
  let synthetic: Bool
  let origin: String
  let primary: String
  let targets: [String]?
  let metric: String
  let reference: String?
  let best: String?
  let policies: [Policy]
  let testExamples: Int?
  let intervals: String?
  let notes: [String]

  struct Policy: Encodable {
    let policy: String
    let score: ResultFile.Estimate?

    /// The mean score of each of several targets.
    let targets: [String: Double]?
    let difference: Difference?
    let differenceToBest: DifferenceToBest?
    let shares: [String: Double]

    /// The shares in each twentieth of the batches; nil where the journal does not have them.
    let sharesOverTime: [Part]?
    let batches: Int
    let seconds: Double
    let failures: [String]
  }

  struct Part: Encodable {
    /// The batches of all tasks, the mean of the runs.
    let batches: Double
    let shares: [String: Double]
  }

  struct Difference: Encodable {
    let mean: Double
    let lower: Double?
    let upper: Double?
    let probability: Double?
    let signFlipProbability: Double
    let seeds: Int
    let examples: Int?
  }

  struct DifferenceToBest: Encodable {
    let mean: Double
    let lower: Double?
    let upper: Double?
    let probability: Double?
    let examples: Int?
  }

  /// Gathers a comparison.
  public init(_ leaderboard: Leaderboard) {
    let header = leaderboard.header
    let primary = header.tasks[header.tasks.primary]
    version = header.version
    finished = leaderboard.isFinished
    synthetic = header.isSynthetic
    origin = header.origin
    self.primary = primary.name
    targets = header.tasks.hasSeveralTargets ? header.tasks.targetNames : nil
    metric = header.tasks.objectiveMetric
    reference = leaderboard.reference
    best = leaderboard.best
    testExamples = leaderboard.testExamples
    intervals = leaderboard.basis
    notes = leaderboard.notes
    func inRange(_ interval: ClosedRange<Double>?) -> ClosedRange<Double>? {
      interval?.clamped(to: leaderboard.scoreRange.ofDifferences.bounds)
    }
    func named(_ shares: [Double]) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: zip(header.tasks.map(\.name), shares))
    }
    policies = leaderboard.entries.map { entry in
      Policy(
        policy: entry.policy,
        score: entry.scores.map { ResultFile.Estimate($0, in: leaderboard.scoreRange) },
        targets: entry.targets.isEmpty
          ? nil
          : Dictionary(
            uniqueKeysWithValues: zip(header.tasks.targetNames, entry.targets.map(\.mean))),
        difference: entry.difference.map {
          Difference(
            mean: $0.mean, lower: inRange($0.interval)?.lowerBound,
            upper: inRange($0.interval)?.upperBound,
            probability: $0.probability, signFlipProbability: $0.signFlipProbability,
            seeds: $0.pairs, examples: $0.examples)
        },
        differenceToBest: entry.differenceToBest.map {
          DifferenceToBest(
            mean: $0.mean, lower: inRange($0.interval)?.lowerBound,
            upper: inRange($0.interval)?.upperBound, probability: $0.probability,
            examples: leaderboard.examplesToBest)
        },
        shares: named(entry.shares),
        sharesOverTime: entry.sharesOverTime?.parts.map {
          Part(batches: $0.total, shares: named($0.shares))
        },
        batches: entry.batches, seconds: entry.seconds, failures: entry.failures)
    }
  }

  /// Returns the file's text: JSON with sorted keys.
  ///
  /// - Throws: `EncodingError`.
  public func json() throws -> String { try resultJSON(self) }
}
