import Foundation
import GSLNumerics
import Multitask
public import PolicyComparison
import RunJournal

/// A comparison as a machine reads it: the file `result.json` of its folder.
///
/// Every score is larger-is-better and in the primary's metric; `difference` is to the first policy, with
/// the ends of Holm's interval and the corrected probability.
public struct LeaderboardFile: Encodable, Sendable {
  let format = 1
  let version: String
  let finished: Bool
  let synthetic: Bool
  let origin: String
  let primary: String
  let metric: String
  let policies: [Policy]

  struct Policy: Encodable {
    let policy: String
    let score: ResultFile.Estimate?
    let difference: Difference?
    let shares: [String: Double]
    let batches: Int
    let seconds: Double
    let failures: [String]
  }

  struct Difference: Encodable {
    let mean: Double
    let lower: Double
    let upper: Double
    let probability: Double
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
    metric = primary.metric
    policies = leaderboard.entries.map { entry in
      Policy(
        policy: entry.policy, score: entry.scores.map(ResultFile.Estimate.init),
        difference: entry.difference.map {
          Difference(
            mean: $0.mean, lower: $0.lower, upper: $0.upper, probability: $0.probability)
        },
        shares: Dictionary(uniqueKeysWithValues: zip(header.tasks.map(\.name), entry.shares)),
        batches: entry.batches, seconds: entry.seconds, failures: entry.failures)
    }
  }

  /// Returns the file's text: JSON with sorted keys.
  ///
  /// - Throws: `EncodingError`.
  public func json() throws -> String { try resultJSON(self) }
}
