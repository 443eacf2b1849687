public import AutoSeM
import Foundation
import Multitask
import RunJournal

/// The result of a run as a machine reads it: the file `result.json` of a run's folder.
///
/// Every score is larger-is-better and in the primary's metric; intervals are at 95 %. They are over seeds and test
/// examples, or, where an estimate has no `examples`, over the seeds for the same examples.
public struct ResultFile: Encodable, Sendable {
  let format = 1
  let version: String
  let finished: Bool
  let synthetic: Bool
  let origin: String
  let primary: String
  let metric: String
  let targets: [TargetResult]?
  let arms: [Arm]
  let kept: [String]
  let trials: Trials
  let bestMixture: [String: Double]?

  /// The mixture to train with by the verdict.
  let mixture: [String: Double]?
  let confirmation: [Candidate]
  let testExamples: Int?
  let intervals: String?
  let verdict: String
  let trainingBatches: Batches

  struct Arm: Encodable {
    let task: String
    let pulls: Int
    let posteriorMean: Double
    let probabilityHelps: Double?
    let kept: Bool
  }

  struct Trials: Encodable {
    let begun: Int
    let whole: Int
    let regret: Double?
    let noise: Double?
  }

  struct Candidate: Encodable {
    let candidate: String
    let mixture: [String: Double]
    let score: Estimate?
    let gain: Estimate?

    /// The means of the scores that are no target's.
    let otherScores: [String: Double]?
  }

  struct Estimate: Encodable {
    let mean: Double
    let lower: Double?
    let upper: Double?
    let seeds: Int

    /// The number of examples that the interval is over; nil for one over seeds alone.
    let examples: Int?

    init(_ estimate: ScoreEstimate, in range: ScoreRange) {
      let interval = range.interval(of: estimate)
      mean = estimate.mean
      lower = interval?.lowerBound
      upper = interval?.upperBound
      seeds = estimate.seeds
      examples = estimate.examples
    }
  }

  /// One of several targets.
  struct TargetResult: Encodable {
    let target: String
    let metric: String
    let weight: Double
    let loseAtMost: Double?

    /// The candidate that the gains are over.
    let reference: String
    let confirmation: [Candidate]
  }

  struct Batches: Encodable {
    let selection: Int
    let mixing: Int
    let confirmation: Int
  }

  /// Gathers the result of a run.
  public init(_ outcome: Outcome) {
    let tasks = outcome.header.tasks
    func named(_ mixture: Mixture) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: zip(tasks.map(\.name), mixture.weights))
    }
    let primary = tasks[outcome.primary.rawValue]
    version = outcome.header.version
    finished = outcome.isFinished
    synthetic = outcome.header.isSynthetic
    origin = outcome.header.origin
    self.primary = primary.name
    metric = tasks.objectiveMetric
    func candidates(_ standings: [Standing], _ range: ScoreRange) -> [Candidate] {
      standings.map { standing in
        Candidate(
          candidate: standing.candidate.rawValue, mixture: named(standing.mixture),
          score: standing.scores.map { Estimate($0, in: range) },
          gain: standing.gain.map { Estimate($0, in: range.ofDifferences) },
          otherScores: standing.others.isEmpty ? nil : standing.others)
      }
    }
    targets =
      outcome.targets.isEmpty
      ? nil
      : outcome.targets.map { target in
        TargetResult(
          target: target.name, metric: target.metric, weight: target.target.weight,
          loseAtMost: target.target.loseAtMost, reference: target.reference.rawValue,
          confirmation: candidates(target.standings, target.scoreRange))
      }
    arms = outcome.arms.map { arm in
      Arm(
        task: tasks[arm.task.rawValue].name, pulls: arm.pulls, posteriorMean: arm.mean,
        probabilityHelps: arm.probabilityHelps, kept: arm.isKept)
    }
    kept = outcome.kept.map { tasks[$0.rawValue].name }
    trials = Trials(
      begun: outcome.trialCount, whole: outcome.wholeTrialCount,
      regret: outcome.regrets.last?.regret, noise: outcome.regrets.last?.noise)
    bestMixture = outcome.recommendation.map { named($0.mixture) }
    mixture = outcome.mixtureByVerdict.map(named)
    confirmation = candidates(outcome.standings, outcome.scoreRange)
    testExamples = outcome.testExamples
    intervals = outcome.basis
    verdict = outcome.verdict.description
    trainingBatches = Batches(
      selection: outcome.cost.selectionBatches, mixing: outcome.cost.mixingBatches,
      confirmation: outcome.cost.confirmationBatches)
  }

  /// The text of the file: keys sorted, so that equal results are equal files.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot hold.
  public func json() throws -> String { try resultJSON(self) }
}

/// Returns a result as the JSON that every command prints: keys sorted, so that equal results are equal texts.
///
/// - Throws: `EncodingError` for a number that JSON cannot hold.
public func resultJSON(_ result: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.keyEncodingStrategy = .convertToSnakeCase
  return String(decoding: try encoder.encode(result), as: UTF8.self) + "\n"
}
