public import AutoSeM
import Foundation
import Multitask
import RunJournal

/// The trials of a search, for a reader or for another program.
public struct TrialList: Sendable {
  private let tasks: TaskList
  private let metric: String

  /// The measurements, those of one trial in the order of its training.
  private let records: [TrialRecord]

  /// Gathers the trials of a run.
  ///
  /// - Parameters:
  ///   - outcome: The run.
  ///   - best: The number of trials to list, those with the best scores first, of those that were trained to the end;
  ///     nil for all measurements in the order of the trials.
  public init(_ outcome: Outcome, best: Int? = nil) {
    tasks = outcome.header.tasks
    metric = tasks.objectiveMetric
    guard let best else {
      records = outcome.trials
      return
    }
    let objective = outcome.header.searchSettings?.mixing.objective ?? .logLoss
    let longest = outcome.trials.map(\.reached).max()
    records = outcome.trials.filter { $0.reached == longest }
      .compactMap { record in
        record.result.evaluation.map { (record: record, score: objective.score($0)) }
      }
      .sorted { ($0.score, $1.record.trial) > ($1.score, $0.record.trial) }
      .prefix(best).map(\.record)
  }

  private init(tasks: TaskList, metric: String, records: [TrialRecord]) {
    (self.tasks, self.metric, self.records) = (tasks, metric, records)
  }

  /// Returns the measurements of one trial; nil if there is none of this number.
  public func only(_ trial: Int) -> TrialList? {
    let own = records.filter { $0.trial == trial }
    return own.isEmpty ? nil : TrialList(tasks: tasks, metric: metric, records: own)
  }

  // MARK: - Forms

  /// The trials as lines for a terminal.
  public var text: String {
    var table = TextTable(header: [
      "trial", "mixture", "from", metric, "log-loss", "batches", "seconds", "",
    ])
    for record in records {
      let evaluation = record.result.evaluation
      table.add([
        "\(record.trial)", record.mixture.summary(of: tasks), record.proposal,
        evaluation.map { fixed($0.metric) } ?? "–", evaluation.map { fixed($0.loss) } ?? "–",
        "\(record.reached)", fixed(record.seconds, 1), record.firstLineOfFailure ?? "",
      ])
    }
    return table.lines.joined(separator: "\n")
  }

  /// The trials as a table with commas, a column for each task's share.
  public var csv: String {
    CSVTable(
      columns: ["trial", "proposal", "seed", "reached", "batches", "seconds", "metric", "loss"]
        + ["examples", "failure"] + tasks.names.map { "share of \($0)" },
      rows: records.map { record in
        let evaluation = record.result.evaluation
        return [
          "\(record.trial)", record.proposal, "\(record.seed)", "\(record.reached)",
          "\(record.batches)", csvNumber(record.seconds), csvNumber(evaluation?.metric),
          csvNumber(evaluation?.loss), evaluation.map { "\($0.examples)" } ?? "",
          record.failure ?? "",
        ] + record.mixture.weights.map { csvNumber($0) }
      }
    ).csv
  }

  /// The trials as JSON, an array of objects with sorted keys.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot hold.
  public func json() throws -> String { try resultJSON(self) }

  private struct Trial: Encodable {
    let trial: Int
    let proposal: String

    /// A text, since it may exceed what readers of JSON take for a number.
    let seed: String
    let reached: Int
    let batches: Int
    let seconds: Double
    let metric: Double?
    let loss: Double?
    let examples: Int?
    let failure: String?
    let mixture: [String: Double]
    let ratio: [String: Int]?
  }
}

extension TrialList: Encodable {
  /// Encodes the trials as a list of objects.
  public func encode(to encoder: any Encoder) throws {
    let trials = records.map { record in
      Trial(
        trial: record.trial, proposal: record.proposal, seed: "\(record.seed)",
        reached: record.reached, batches: record.batches, seconds: record.seconds,
        metric: record.result.evaluation?.metric, loss: record.result.evaluation?.loss,
        examples: record.result.evaluation?.examples, failure: record.failure,
        mixture: Dictionary(uniqueKeysWithValues: zip(tasks.names, record.mixture.weights)),
        ratio: record.mixture.ratio.map { Dictionary(uniqueKeysWithValues: zip(tasks.names, $0)) })
    }
    var value = encoder.singleValueContainer()
    try value.encode(trials)
  }
}

extension TrialRecord {
  /// Why there is no score; nil if there is one.
  fileprivate var failure: String? {
    if case .failed(let reason) = result { reason } else { nil }
  }

  fileprivate var firstLineOfFailure: String? {
    failure.map { "failed: " + $0.prefix { !$0.isNewline } }
  }
}
