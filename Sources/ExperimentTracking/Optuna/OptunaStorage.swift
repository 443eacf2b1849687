import AutoSeM
public import Foundation
import GRDB
import Multitask
public import RunJournal

/// The trials of a search as a storage of Optuna: a SQLite file with the tables of its schema 12.
///
/// A pure function of the journal. Times are seconds of training since 1970, since a journal has no others.
public struct OptunaStorage {
  private let header: RunHeader
  private let trials: [TrialRecord]
  private let objective: MixingSettings.Objective
  private let recommendation: Mixture?

  /// The name of the study.
  public let study: String

  /// Reads a run.
  ///
  /// - Throws: What the journal throws; `ComparisonHasNoStudy`.
  public init(of journal: Journal) throws {
    try journal.checkRecords()
    header = try journal.header()
    guard header.kind == .search else { throw ComparisonHasNoStudy() }
    trials = try journal.trials()
    recommendation = try journal.recommendation()?.mixture
    objective = header.searchSettings?.mixing.objective ?? .logLoss
    study = "autosem \(header.tasks[header.tasks.primary].name)"
  }

  /// Writes the storage into a new file.
  ///
  /// - Throws: `OptunaStorageError` where the file exists or cannot be written.
  public func write(to file: URL) throws(OptunaStorageError) {
    let path = file.path(percentEncoded: false)
    guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path: path) }
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.write { try insert(in: $0) }
      try queue.close()
    } catch {
      throw .notWritten(path: path, reason: "\(error)")
    }
  }

  private func insert(in database: Database) throws {
    try database.execute(sql: OptunaSchema.tables)
    try database.execute(
      sql: "INSERT INTO studies VALUES (1, ?)", arguments: [String(study.prefix(512))])
    try database.execute(
      sql: "INSERT INTO study_directions VALUES (1, ?, 1, 0)",
      arguments: [objective == .metric ? "MAXIMIZE" : "MINIMIZE"])
    for (key, value) in try studyAttributes() {
      try database.execute(
        sql: "INSERT INTO study_user_attributes (study_id, \"key\", value_json) VALUES (1, ?, ?)",
        arguments: [key, value])
    }
    var seconds = 0.0
    let groups = Dictionary(grouping: trials, by: \.trial)
    for (number, trial) in groups.keys.sorted().enumerated() {
      guard let records = groups[trial] else { continue }
      let start = seconds
      seconds += records.reduce(0) { $0 + $1.seconds }
      try insert(records, number: number, from: start, to: seconds, in: database)
    }
  }

  private func insert(
    _ records: [TrialRecord], number: Int, from start: Double, to end: Double,
    in database: Database
  ) throws {
    guard let last = records.last else { return }
    let id = number + 1
    let longest = trials.map(\.reached).max()
    let isWhole = last.reached == longest
    let state = last.result.evaluation == nil ? "FAIL" : isWhole ? "COMPLETE" : "PRUNED"
    try database.execute(
      sql: "INSERT INTO trials VALUES (?, ?, 1, ?, ?, ?)",
      arguments: [id, number, state, Self.moment(start), Self.moment(end)])
    let names = header.tasks.names
    for (name, weight) in zip(names, last.mixture.weights) {
      try database.execute(
        sql: """
          INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json)
          VALUES (?, ?, ?, ?)
          """,
        arguments: [id, "share of \(name)", weight, OptunaSchema.share])
    }
    if let evaluation = last.result.evaluation {
      try insert(value: value(of: evaluation), of: id, in: database)
    }
    if records.count > 1 || !isWhole {
      for record in records {
        guard let evaluation = record.result.evaluation else { continue }
        try insert(value: value(of: evaluation), at: record.reached, of: id, in: database)
      }
    }
    for (key, value) in try attributes(of: last) {
      try database.execute(
        sql: "INSERT INTO trial_user_attributes (trial_id, \"key\", value_json) VALUES (?, ?, ?)",
        arguments: [id, key, value])
    }
  }

  private func insert(value: Double, of id: Int, in database: Database) throws {
    let (number, kind) = Self.stored(value)
    try database.execute(
      sql: """
        INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, 0, ?, ?)
        """,
      arguments: [id, number, kind])
  }

  private func insert(value: Double, at step: Int, of id: Int, in database: Database) throws {
    let (number, kind) = Self.stored(value)
    try database.execute(
      sql: """
        INSERT INTO trial_intermediate_values
          (trial_id, step, intermediate_value, intermediate_value_type) VALUES (?, ?, ?, ?)
        """,
      arguments: [id, step, number, kind])
  }

  // MARK: - Values

  private func value(of evaluation: Evaluation) -> Double {
    objective == .metric ? evaluation.metric : evaluation.loss
  }

  /// A value as its columns have it, which keep infinite ones apart.
  private static func stored(_ value: Double) -> (Double?, String) {
    value.isFinite ? (value, "FINITE") : (nil, value < 0 ? "INF_NEG" : "INF_POS")
  }

  private func studyAttributes() throws -> [(String, String)] {
    var attributes = [
      ("primary", try json(header.tasks[header.tasks.primary].name)),
      ("metric", try json(header.tasks[header.tasks.primary].metric)),
      ("synthetic", try json(header.isSynthetic)), ("version", try json(header.version)),
    ]
    if let recommendation {
      attributes.append(
        (
          "recommended",
          try json(Dictionary(zip(header.tasks.names, recommendation.weights)) { $1 })
        ))
    }
    return attributes
  }

  private func attributes(of trial: TrialRecord) throws -> [(String, String)] {
    var attributes = [
      ("trial", try json(trial.trial)), ("proposal", try json(trial.proposal)),
      ("seed", try json("\(trial.seed)")), ("batches", try json(trial.reached)),
    ]
    switch trial.result {
    case .evaluated(let evaluation):
      attributes.append(("examples", try json(evaluation.examples)))
      for (key, value) in [("metric", evaluation.metric), ("loss", evaluation.loss)]
      where value.isFinite {
        attributes.append((key, try json(value)))
      }
    case .failed(let reason): attributes.append(("failure", try json(reason)))
    }
    return attributes
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// A number of seconds as SQLAlchemy stores moments.
  private static func moment(_ seconds: Double) -> String {
    let date = Date(timeIntervalSince1970: seconds)
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "yyyy-MM-dd HH:mm:ss.SSS000"
    return formatter.string(from: date)
  }
}

/// A comparison was to be stored as a study.
public struct ComparisonHasNoStudy: Error, Equatable, Sendable, CustomStringConvertible {
  /// The failure as a sentence.
  public var description: String {
    "the run is a comparison of policies, which has no trials: the folder of a search was expected"
  }
}

/// A storage that was not written.
public enum OptunaStorageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file is there.
  case exists(path: String)
  /// The file cannot be written.
  case notWritten(path: String, reason: String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .exists(let path): "'\(path)' exists, and a new file was expected: give another --output"
    case .notWritten(let path, let reason): "'\(path)' could not be written: \(reason)"
    }
  }
}
