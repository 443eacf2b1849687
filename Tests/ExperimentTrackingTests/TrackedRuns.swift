import AutoSeM
import Foundation
import Multitask
import RunJournal

/// A journal of a small search, made by hand up to a point.
enum TrackedRuns {
  /// How far a search is.
  enum Point: Int, CaseIterable, Comparable {
    case nothing, pulls, arms, trials, recommendation, confirmation

    static func < (left: Point, right: Point) -> Bool { left.rawValue < right.rawValue }
  }

  static let tasks = TaskList(
    primary: TaskSummary("rte", metric: "accuracy", trainingExamples: 100),
    auxiliaries: ["mnli", "a \"b\"/'c'"])

  static func evaluated(_ metric: Double) -> TrialRecord.Result {
    .evaluated(Evaluation(metric: metric, loss: 1 - metric, examples: 400))
  }

  static func search(upTo point: Point = .confirmation, partial: Bool = false) throws -> Journal {
    var settings = SearchSettings()
    settings.mixing.fidelity = partial ? .partial : .full
    let experiment = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "0.1.0", experiment: experiment, origin: "folder", isSynthetic: false,
        tasks: tasks))
    if point >= .pulls { try recordPulls(in: journal) }
    if point >= .arms { try recordArms(in: journal) }
    if point >= .trials { try recordTrials(in: journal, partial: partial) }
    let best = try Mixture(weights: [1, 3, 0])
    if point >= .recommendation {
      try journal.record(
        RecommendationRecord(mixture: best, predictedMean: nil, predictedStandardDeviation: nil))
    }
    if point >= .confirmation {
      for seed in 0..<2 {
        try journal.record(
          ConfirmationRecord(
            candidate: .best, replicate: seed, mixture: best, seed: UInt64(seed),
            result: evaluated(0.8), batches: 100, seconds: 2))
      }
      try journal.finish()
    }
    return journal
  }

  private static func recordPulls(in journal: Journal) throws {
    for round in 0..<6 {
      try journal.record(
        PullRecord(
          round: round, task: TaskIndex(round % 3), reward: 0.5, baseline: nil,
          result: round == 4 ? .failed(reason: "it diverged") : evaluated(0.6), batches: 30,
          seconds: 0.5))
    }
  }

  private static func recordArms(in journal: Journal) throws {
    try journal.record(
      arms: tasks.indices.map { task in
        ArmRecord(
          task: TaskIndex(task), pulls: 2, successes: 2, failures: 2,
          probabilityHelps: task == 0 ? nil : 0.7, isKept: task == 1)
      })
  }

  /// Four trials, of which the second failed; partial ones, but for the first, were not trained to the end.
  private static func recordTrials(in journal: Journal, partial: Bool) throws {
    for trial in 0..<4 {
      for reached in !partial ? [100] : trial == 0 ? [75, 100] : [75] {
        try journal.record(
          TrialRecord(
            trial: trial, proposal: "uniform",
            mixture: try Mixture(weights: [1, Double(trial), 0]), seed: UInt64.max,
            result: trial == 1
              ? .failed(reason: "exit code 1") : evaluated(0.5 + 0.1 * Double(trial)),
            reached: reached, batches: reached == 100 && partial ? 25 : reached, seconds: 1.25))
      }
    }
  }
}
