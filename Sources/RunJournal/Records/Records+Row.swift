import Foundation
import GRDB
import Multitask

extension PullRecord: JournalRow {
  static let table = "pulls"
  static let key = ["round"]

  init(row: Row) throws {
    let result = try TrialRecord.Result(row: row, losses: "losses")
    self.init(
      round: try row.decode(forColumn: "round"),
      task: TaskIndex(try row.decode(forColumn: "task")),
      reward: try row.decode(forColumn: "reward"),
      baseline: try row.decode(forColumn: "baseline"),
      baselineLosses: try result.evaluation.flatMap {
        try [Float](row: row, column: "baseline_losses", count: $0.examples)
      },
      result: result,
      batches: try row.decode(forColumn: "batches"),
      seconds: try row.decode(forColumn: "seconds"))
  }

  func columns() throws -> [JournalColumn] {
    [
      JournalColumn("round", round), JournalColumn("task", task.rawValue),
      JournalColumn("reward", reward), JournalColumn("baseline", baseline),
      JournalColumn("baseline_losses", baselineLosses?.littleEndian),
    ] + (try result.columns()) + [
      result.losses,
      JournalColumn("batches", batches), JournalColumn("seconds", seconds),
    ]
  }
}

extension ArmRecord: JournalRow {
  static let table = "arms"
  static let key = ["task"]

  init(row: Row) throws {
    self.init(
      task: TaskIndex(try row.decode(forColumn: "task")),
      pulls: try row.decode(forColumn: "pulls"),
      successes: try row.decode(forColumn: "successes"),
      failures: try row.decode(forColumn: "failures"),
      probabilityHelps: try row.decode(forColumn: "probability_helps"),
      isKept: try row.decode(forColumn: "is_kept"))
  }

  func columns() -> [JournalColumn] {
    [
      JournalColumn("task", task.rawValue), JournalColumn("pulls", pulls),
      JournalColumn("successes", successes), JournalColumn("failures", failures),
      JournalColumn("probability_helps", probabilityHelps), JournalColumn("is_kept", isKept),
    ]
  }
}

extension TrialRecord: JournalRow {
  static let table = "trials"
  static let key = ["trial", "reached"]

  init(row: Row) throws {
    self.init(
      trial: try row.decode(forColumn: "trial"),
      proposal: try row.decode(forColumn: "proposal"),
      mixture: try Mixture(row: row),
      seed: try UInt64(seedIn: row),
      result: try Result(row: row),
      reached: try row.decode(forColumn: "reached"),
      batches: try row.decode(forColumn: "batches"),
      seconds: try row.decode(forColumn: "seconds"))
  }

  func columns() throws -> [JournalColumn] {
    [
      JournalColumn("trial", trial), JournalColumn("reached", reached),
      JournalColumn("proposal", proposal),
    ]
      + (try mixture.columns()) + [JournalColumn("seed", String(seed))]
      + (try result.columns())
      + [JournalColumn("batches", batches), JournalColumn("seconds", seconds)]
  }
}

extension ProposalRecord: JournalRow {
  static let table = "proposals"
  static let key = ["trial"]

  init(row: Row) throws {
    self.init(
      trial: try row.decode(forColumn: "trial"), results: try row.decode(forColumn: "results"),
      mixture: try Mixture(row: row), seed: try UInt64(seedIn: row))
  }

  func columns() throws -> [JournalColumn] {
    [JournalColumn("trial", trial), JournalColumn("results", results)]
      + (try mixture.columns()) + [JournalColumn("seed", String(seed))]
  }
}

extension RegretRecord: JournalRow {
  static let table = "regrets"
  static let key = ["measurements"]

  init(row: Row) throws {
    self.init(
      measurements: try row.decode(forColumn: "measurements"),
      regret: try row.decode(forColumn: "regret"), noise: try row.decode(forColumn: "noise"))
  }

  func columns() -> [JournalColumn] {
    [
      JournalColumn("measurements", measurements), JournalColumn("regret", regret),
      JournalColumn("noise", noise),
    ]
  }
}

extension RecommendationRecord: JournalRow {
  static let table = "recommendation"
  static let key = ["recommendation"]

  init(row: Row) throws {
    self.init(
      mixture: try Mixture(row: row),
      predictedMean: try row.decode(forColumn: "predicted_mean"),
      predictedStandardDeviation: try row.decode(forColumn: "predicted_standard_deviation"))
  }

  func columns() throws -> [JournalColumn] {
    [JournalColumn("recommendation", 1)] + (try mixture.columns()) + [
      JournalColumn("predicted_mean", predictedMean),
      JournalColumn("predicted_standard_deviation", predictedStandardDeviation),
    ]
  }
}

extension ConfirmationRecord: JournalRow {
  static let table = "confirmations"
  static let key = ["candidate", "replicate"]

  init(row: Row) throws {
    let name: String = try row.decode(forColumn: "candidate")
    guard let candidate = ConfirmationCandidate(rawValue: name) else {
      throw UnreadableCell(column: "candidate", text: name)
    }
    self.init(
      candidate: candidate,
      replicate: try row.decode(forColumn: "replicate"),
      mixture: try Mixture(row: row),
      seed: try UInt64(seedIn: row),
      result: try TrialRecord.Result(row: row, scores: "scores"),
      batches: try row.decode(forColumn: "batches"),
      seconds: try row.decode(forColumn: "seconds"))
  }

  func columns() throws -> [JournalColumn] {
    [JournalColumn("candidate", candidate.rawValue), JournalColumn("replicate", replicate)]
      + (try mixture.columns()) + [JournalColumn("seed", String(seed))]
      + (try result.columns()) + [result.scores]
      + [JournalColumn("batches", batches), JournalColumn("seconds", seconds)]
  }
}

extension PolicyRunRecord: JournalRow {
  static let table = "policy_runs"
  static let key = ["policy", "replicate"]

  init(row: Row) throws {
    let metric: Double? = try row.decode(forColumn: "validation_metric")
    let loss: Double? = try row.decode(forColumn: "validation_loss")
    let examples: Int? = try row.decode(forColumn: "validation_examples")
    var validation: Evaluation?
    if let metric, let loss, let examples {
      validation = Evaluation(metric: metric, loss: loss, examples: examples)
    }
    self.init(
      policy: try row.decode(forColumn: "policy"),
      replicate: try row.decode(forColumn: "replicate"),
      seed: try UInt64(seedIn: row),
      result: try TrialRecord.Result(row: row, scores: "scores"),
      validation: validation,
      keptAt: try row.decode(forColumn: "kept_at"),
      mixture: try Mixture(row: row),
      batchesOverTime: try [[Int]](row: row, column: "batches_over_time"),
      batches: try row.decode(forColumn: "batches"),
      seconds: try row.decode(forColumn: "seconds"))
  }

  func columns() throws -> [JournalColumn] {
    [
      JournalColumn("policy", policy), JournalColumn("replicate", replicate),
      JournalColumn("seed", String(seed)),
    ] + (try result.columns()) + [result.scores] + [
      JournalColumn("validation_metric", validation?.metric),
      JournalColumn("validation_loss", validation?.loss),
      JournalColumn("validation_examples", validation?.examples),
      JournalColumn("kept_at", keptAt),
    ] + (try mixture.columns()) + [
      JournalColumn(
        "batches_over_time", batchesOverTime.isEmpty ? nil : try json(batchesOverTime)),
      JournalColumn("batches", batches), JournalColumn("seconds", seconds),
    ]
  }
}
