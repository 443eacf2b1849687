import Foundation
import GRDB
import Multitask
import TaskData

/// A study in a storage of Optuna, a SQLite file: a table with a row for each completed trial.
///
/// The columns are the trial's number, its parameters without categorical ones, and its values. Written for schema 12.
struct OptunaStudy {
  /// The trials.
  private(set) var table: NumberTable

  /// What was left out or changed, as sentences.
  private(set) var notes: [String] = []

  /// The names of the values, and whether large or small ones are good.
  private var values: [(name: String, direction: RunColumns.Direction)] = []

  /// The names of the parameters.
  private var parameters: [String] = []

  /// What autosem's own storages have before the name of a task.
  private static let ownPrefix = "share of "

  /// Whether a file is of SQLite.
  static func isStorage(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
  }

  /// Reads a study.
  ///
  /// - Parameter name: The name of the study; nil for the only one.
  /// - Throws: `RunTableError`.
  init(at path: String, named name: String?) throws {
    table = NumberTable(path: path, names: [], rows: [])
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { try read($0, named: name) }
      try queue.close()
    } catch let error as DatabaseError {
      throw RunTableError.noStorage(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }

  private mutating func read(_ database: Database, named name: String?) throws {
    for table in ["studies", "study_directions", "trials", "trial_params", "trial_values"] {
      guard try database.tableExists(table) else {
        throw RunTableError.noStorage(path: self.table.path, reason: "it has no table '\(table)'")
      }
    }
    let study = try Self.study(in: database, named: name, path: table.path)
    try readValues(of: study, in: database)
    try readTrials(of: study, in: database)
  }

  /// Returns the number of the study.
  private static func study(
    in database: Database, named name: String?, path: String
  ) throws -> Int {
    let rows = try Row.fetchAll(
      database, sql: "SELECT study_id, study_name FROM studies ORDER BY study_id")
    let studies = rows.map { (number: $0["study_id"] as Int, name: $0["study_name"] as String) }
    let found = studies.filter { name == nil || $0.name == name }
    guard found.count == 1 else {
      throw RunTableError.whichStudy(name, found: studies.map(\.name), path: path)
    }
    return found[0].number
  }

  private mutating func readValues(of study: Int, in database: Database) throws {
    let directions = try String.fetchAll(
      database,
      sql: "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective",
      arguments: [study])
    let names = try Self.metricNames(of: study, in: database)
    values = directions.enumerated().map { index, direction in
      let usual = directions.count == 1 ? "value" : "values_\(index)"
      return (
        names.indices.contains(index) ? names[index] : usual,
        direction == "MAXIMIZE" ? .maximize : .minimize
      )
    }
  }

  /// Returns the names that the study gave its values; none if it gave none.
  private static func metricNames(of study: Int, in database: Database) throws -> [String] {
    guard try database.tableExists("study_system_attributes"),
      let json = try String.fetchOne(
        database,
        sql: """
          SELECT value_json FROM study_system_attributes
          WHERE study_id = ? AND "key" = 'study:metric_names'
          """, arguments: [study])
    else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
  }

  private mutating func readTrials(of study: Int, in database: Database) throws {
    let trials = try Row.fetchAll(
      database,
      sql: "SELECT trial_id, number, state FROM trials WHERE study_id = ? ORDER BY number",
      arguments: [study])
    let complete = trials.filter { ($0["state"] as String?) == "COMPLETE" }
    let rest = trials.count - complete.count
    if rest > 0 {
      notes.append(
        "\(rest) of \(trials.count) trials of the study \(rest == 1 ? "is" : "are") not complete, and "
          + "\(rest == 1 ? "was" : "were") left out")
    }
    var rows: [(number: Int, texts: [String: String])] = []
    for trial in complete {
      let identifier: Int = trial["trial_id"]
      var texts = try Self.values(of: identifier, named: values.map(\.name), in: database)
      for parameter in try Self.parameters(of: identifier, in: database) {
        if !parameters.contains(parameter.name) { parameters.append(parameter.name) }
        texts[parameter.name] = "\(parameter.value)"
      }
      rows.append((trial["number"] ?? identifier, texts))
    }
    let names = parameters + values.map(\.name)
    table = NumberTable(
      path: table.path, names: ["run"] + names,
      rows: rows.map { row in
        WholeTable.Row(
          line: row.number, texts: ["trial \(row.number)"] + names.map { row.texts[$0] ?? "" })
      })
  }

  private static func values(
    of trial: Int, named names: [String], in database: Database
  ) throws -> [String: String] {
    var texts: [String: String] = [:]
    for row in try Row.fetchAll(
      database, sql: "SELECT * FROM trial_values WHERE trial_id = ?", arguments: [trial])
    {
      let (objective, value): (Int, Double?) = (row["objective"], row["value"])
      guard names.indices.contains(objective) else { continue }
      // Infinite values are kept apart, and others that are no numbers are null.
      texts[names[objective]] = value.map { "\($0)" } ?? "nan"
    }
    return texts
  }

  private static func parameters(
    of trial: Int, in database: Database
  ) throws -> [(name: String, value: Double)] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM trial_params WHERE trial_id = ? ORDER BY param_id",
      arguments: [trial]
    ).compactMap { row in
      guard let name: String = row["param_name"], let value: Double = row["param_value"],
        (row["distribution_json"] as String?)?.contains("CategoricalDistribution") != true
      else { return nil }
      return (
        name.hasPrefix(ownPrefix) ? String(name.dropFirst(ownPrefix.count)) : name, value
      )
    }
  }

  // MARK: - Columns

  /// Returns the columns that matter: the study says what its value is, and which values are good.
  ///
  /// - Throws: `RunTableError` where several values are there and none is named.
  func columns(_ columns: RunColumns) throws(RunTableError) -> RunColumns {
    var columns = columns
    if columns.objective.isEmpty {
      guard values.count == 1 else {
        throw .whichValue(found: values.map(\.name), path: table.path)
      }
      columns.objective = [values[0].name]
    }
    columns.direction =
      columns.direction ?? values.first { columns.objective.contains($0.name) }?.direction
    return columns
  }

  /// Divides the parameters of each trial by their sum where they are no shares: numbers from which a training made them.
  ///
  /// - Parameter columns: The columns that matter, of which `shares` is set where none sum to one.
  mutating func shareOut(_ columns: inout RunColumns) throws(RunTableError) {
    let others =
      columns.objective
      + [columns.steps, columns.modelSize, columns.repeats]
      .compactMap(\.self)
    let numbers = table.names.map { name in
      parameters.contains(name) && !others.contains(name)
        ? table.numbersIfAll(table.names.firstIndex(of: name) ?? 0) : nil
    }
    guard columns.shares != nil || ShareColumns(in: numbers) == nil else { return }
    let names = columns.shares ?? parameters.filter { !others.contains($0) }
    var indices: [Int] = []
    for name in names { indices.append(try table.column(name)) }
    var divided = 0
    let rows = table.rows.map { row in
      let amounts = indices.map { Double(row.texts[$0]) ?? 0 }
      let sum = amounts.reduce(0, +)
      guard sum > 0, sum.isFinite, amounts.allSatisfy({ $0 >= 0 }) else { return row }
      if abs(sum - 1) > ShareColumns.tolerance { divided += 1 }
      var texts = row.texts
      for (index, amount) in zip(indices, amounts) { texts[index] = "\(amount / sum)" }
      return WholeTable.Row(line: row.line, texts: texts)
    }
    table = NumberTable(path: table.path, names: table.names, rows: rows)
    columns.shares = names
    if divided > 0 {
      notes.append(
        "the parameters \(names.joined(separator: ", ")) of \(divided) trials do not sum to one, and were divided "
          + "by their sum")
    }
  }
}
