import Multitask
import TaskData

extension RunTable {
  /// Reads a table of runs, one row a run, from one file or from two of which the second has the metrics.
  ///
  /// Files are of delimited fields with a header, or of JSON lines. Two files are joined by the columns that they have in
  /// common, as olmix's `ratios.csv` and `metrics.csv` are by `run`, `name` and `index`. A blank share is zero, a blank
  /// objective that of a run that has not ended, and one that is not finite that of a run that diverged.
  ///
  /// A storage of Optuna, which is told by its SQLite header, is a table of the completed trials of a study: the
  /// parameters are the shares, the value is the objective, and the study knows the direction.
  ///
  /// - Parameters:
  ///   - paths: The paths of the files.
  ///   - columns: The columns that matter.
  /// - Throws: `TaskDataError` for a file that cannot be read, and `RunTableError`.
  public init(contentsOf paths: [String], columns: RunColumns) throws {
    guard let first = paths.first else { throw RunTableError.noFiles }
    guard !OptunaStudy.isStorage(first) else {
      self = try Self(ofStorages: paths, columns: columns)
      return
    }
    var table = NumberTable(try WholeTable(path: first))
    for path in paths.dropFirst() {
      table = try table.joined(with: NumberTable(try WholeTable(path: path)))
    }
    guard !table.rows.isEmpty else { throw RunTableError.noRows(path: table.path) }
    let reading = try RunTableReading(table, columns)
    try self.init(
      source: table.path, domains: reading.domains, objective: reading.objective,
      direction: reading.direction, scales: reading.scales, parts: reading.parts,
      runs: reading.runs,
      notes: reading.notes)
  }
}

extension RunTable {
  /// Whether a file is a storage, whose study knows its objective and direction.
  public static func isStorage(_ path: String) -> Bool { OptunaStudy.isStorage(path) }

  private init(ofStorages paths: [String], columns: RunColumns) throws {
    guard paths.count == 1 else {
      throw RunTableError.notJoined("a storage is a table of its own", paths: paths)
    }
    var study = try OptunaStudy(at: paths[0], named: columns.study)
    guard !study.table.rows.isEmpty else { throw RunTableError.noRows(path: paths[0]) }
    var columns = try study.columns(columns)
    try study.shareOut(&columns)
    let reading = try RunTableReading(study.table, columns)
    try self.init(
      source: paths[0], domains: reading.domains, objective: reading.objective,
      direction: reading.direction, scales: reading.scales, parts: reading.parts,
      runs: reading.runs,
      notes: study.notes + reading.notes)
  }
}

/// The runs of a table of texts.
private struct RunTableReading {
  let domains: [String]
  let objective: String
  let direction: RunColumns.Direction
  private(set) var scales: [String] = []
  private(set) var parts: [String] = []
  private(set) var runs: [RunTable.Run] = []
  private(set) var notes: [String] = []

  /// The names of columns that name a run.
  private static let names = ["run", "name", "id", "run_id", "run_name"]

  init(_ table: NumberTable, _ columns: RunColumns) throws {
    let objectives = try columns.objective.map(table.column)
    objective = columns.objective.joined(separator: " + ")
    let direction =
      columns.direction
      ?? columns.objective.compactMap(RunColumns.Direction.init(name:)).first
    guard let direction else { throw RunTableError.unknownDirection(objective) }
    self.direction = direction
    let scaleColumns = try [columns.steps, columns.modelSize].compactMap(\.self).map { name in
      (name: name, index: try table.column(name))
    }
    let repeatColumn = try columns.repeats.map(table.column)
    let others = objectives + scaleColumns.map(\.index) + [repeatColumn].compactMap(\.self)
    let shares = try Self.shares(of: table, columns.shares, except: others)
    domains = shares.indices.map { table.names[$0] }
    let mixtures = try mixtures(of: table, shares)
    let scaleValues = try scaleColumns.map { column in
      let values = try table.numbers(column.index, expected: "a positive number was expected") {
        $0 > 0
      }
      return (column.name, values)
    }
    let repeats = try repeatColumn.map {
      try table.numbers(
        $0, whenMissing: 1, expected: "the number of runs that the row is the mean of was expected"
      ) { $0 > 0 }
    }
    let varying = scaleValues.filter { values in values.1.contains { $0 != values.1.first } }
    scales = varying.map(\.0)
    parts = objectives.count > 1 ? columns.objective : []
    let naming = table.names.firstIndex { Self.names.contains($0.lowercased()) }
    for (index, row) in table.rows.enumerated() {
      let values = try Self.objectives(of: row, in: table, objectives)
      let result = Self.result(of: values)
      runs.append(
        RunTable.Run(
          name: naming.map { row.texts[$0] } ?? "line \(row.line)", mixture: mixtures[index],
          result: result, scale: varying.map { $0.1[index] }, repeats: repeats?[index] ?? 1,
          parts: parts.isEmpty || result.objective == nil ? [] : values ?? []))
    }
    countUnfinished()
  }

  // MARK: - Shares

  private static func shares(
    of table: NumberTable, _ names: [String]?, except others: [Int]
  ) throws -> ShareColumns {
    guard let names else {
      let columns = table.names.indices.map { column in
        others.contains(column) ? nil : table.numbersIfAll(column)
      }
      guard let found = ShareColumns(in: columns) else {
        throw RunTableError.noShares(path: table.path)
      }
      for column in found.indices { _ = try table.column(table.names[column]) }
      return found
    }
    if let double = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw RunTableError.doubleColumn(double, path: "--shares")
    }
    let indices = try names.map(table.column)
    guard indices.count > 1 else { throw RunTableError.oneShare(names[0], path: table.path) }
    return ShareColumns(named: indices, in: try indices.map { try table.shares($0) })
  }

  /// Returns the mixtures, divided by their sums, which may differ from one by rounding.
  private mutating func mixtures(
    of table: NumberTable, _ shares: ShareColumns
  ) throws -> [[Double]] {
    let columns = try shares.indices.map { try table.shares($0) }
    let rows = table.rows.indices.map { row in columns.map { $0[row] / shares.total } }
    let sums = rows.map { $0.reduce(0, +) }
    let wrong = sums.indices.filter { abs(sums[$0] - 1) > ShareColumns.tolerance }
    guard wrong.isEmpty else {
      throw RunTableError.wrongSums(
        wrong.map { (table.rows[$0].line, sums[$0]) }, path: table.path)
    }
    if shares.total != 1 { notes.append("the shares are per cent") }
    let rounded = sums.filter { abs($0 - 1) > 1e-6 * Double(columns.count) }
    if let example = rounded.first {
      notes.append(
        "the shares of \(rounded.count) of \(rows.count) rows sum to nearly one, such as "
          + "\(shortNumber(example)), and were divided by their sum")
    }
    return zip(rows, sums).map { row, sum in row.map { $0 / sum } }
  }

  // MARK: - Objectives

  /// Returns the objectives of a row; nil for a run that has not ended.
  private static func objectives(
    of row: WholeTable.Row, in table: NumberTable, _ columns: [Int]
  ) throws -> [Double]? {
    var values: [Double] = []
    for column in columns {
      let text = row.texts[column]
      guard !NumberTable.missing.contains(text.lowercased()) else { return nil }
      guard let value = Double(text) else {
        throw RunTableError.wrongValue(
          text, column: table.names[column], path: table.path, line: row.line,
          expected: "a number was expected, or nothing for a run that has not ended")
      }
      values.append(value)
    }
    return values
  }

  private static func result(of values: [Double]?) -> RunTable.Result {
    guard let values else { return .pending }
    let mean = values.reduce(0, +) / Double(values.count)
    return mean.isFinite && abs(mean) <= 1e100 ? .measured(mean) : .failed
  }

  private mutating func countUnfinished() {
    let pending = runs.count { $0.result == .pending }
    let failed = runs.count { $0.result == .failed }
    if pending > 0 {
      notes.append(
        "\(pending) \(pending == 1 ? "run has" : "runs have") no '\(objective)' so far and "
          + "\(pending == 1 ? "counts" : "count") as pending: what is proposed takes "
          + "\(pending == 1 ? "it" : "them") into account")
    }
    if failed > 0 {
      notes.append(
        "\(failed) \(failed == 1 ? "run has" : "runs have") a '\(objective)' that is not finite and "
          + "\(failed == 1 ? "counts" : "count") as failed")
    }
  }
}
