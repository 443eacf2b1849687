import AutoSeM
import Multitask
import RunJournal

/// Outcomes made by hand, through a journal.
enum OutcomeSamples {
  static let tasks = TaskList(
    primary: TaskSummary("rte", metric: "accuracy", trainingExamples: 100),
    auxiliaries: ["mnli", "sst2"].map { TaskSummary($0, trainingExamples: 100) })

  static func journal() throws -> Journal {
    try Journal.inMemory(
      header: RunHeader(
        version: "0.1.0", experiment: "{}", origin: "synthetic suite, seed 1", isSynthetic: true,
        tasks: tasks))
  }

  static func recordArms(keeping kept: Set<Int>, in journal: Journal) throws {
    try journal.record(
      arms: tasks.indices.map { index in
        ArmRecord(
          task: TaskIndex(index), pulls: 10 + index, successes: 3, failures: 1,
          probabilityHelps: index == 0 ? nil : 0.875, isKept: kept.contains(index))
      })
  }

  /// Three trials of which one went on, and two estimates of what may be gained.
  static func recordPartialTrials(in journal: Journal) throws {
    for (trial, reached, batches) in [(0, 30, 30), (0, 40, 10), (1, 30, 30), (2, 30, 30)] {
      try journal.record(
        TrialRecord(
          trial: trial, proposal: "model", mixture: try Mixture(weights: [1, 1, 0]), seed: 1,
          result: .evaluated(Evaluation(metric: 0.5, loss: 1, examples: 100)), reached: reached,
          batches: batches, seconds: 1))
    }
    try journal.record(RegretRecord(measurements: 3, regret: 0.5, noise: 0.02))
    try journal.record(RegretRecord(measurements: 4, regret: 0.01, noise: 0.02))
  }

  /// Confirms candidates with scores, one a seed.
  static func confirm(
    _ candidate: ConfirmationCandidate, _ mixture: Mixture, _ scores: [Double], in journal: Journal
  ) throws {
    for (replicate, score) in scores.enumerated() {
      try journal.record(
        ConfirmationRecord(
          candidate: candidate, replicate: replicate, mixture: mixture, seed: UInt64(replicate),
          result: .evaluated(Evaluation(metric: score, loss: 1, examples: 100)), batches: 50,
          seconds: 1))
    }
  }

  /// A finished run in which the mixture has these scores and the primary alone those.
  static func finished(best: [Double], alone: [Double]) throws -> Outcome {
    let journal = try journal()
    try recordArms(keeping: [1], in: journal)
    let mixture = try Mixture(weights: [0.6, 0.4, 0])
    try journal.record(
      RecommendationRecord(
        mixture: mixture, predictedMean: 0.75, predictedStandardDeviation: 0.01))
    try confirm(.best, mixture, best, in: journal)
    try confirm(.primaryOnly, .only(TaskIndex(0), of: 3), alone, in: journal)
    try journal.finish()
    return try Outcome(of: journal)
  }
}
