import GRDB

/// A record that is a row of a table.
protocol JournalRow {
  /// The table.
  static var table: String { get }

  /// The columns that tell one row from another, in the order in which rows are read.
  static var key: [String] { get }

  /// Reads a row.
  init(row: Row) throws

  /// Returns the columns with their values.
  func columns() throws -> [JournalColumn]
}

/// A column of a row that is to be recorded.
struct JournalColumn {
  let name: String
  let value: DatabaseValue

  /// Whether a number was expected and something else came; SQLite would store it as NULL.
  let isNotANumber: Bool

  init(_ name: String, _ value: (any DatabaseValueConvertible)?) {
    self.name = name
    self.value = value?.databaseValue ?? .null
    isNotANumber = (value as? Double)?.isNaN ?? false
  }
}

extension JournalRow {
  /// Returns all rows of the table in the order of their keys.
  static func all(in database: Database) throws -> [Self] {
    let order = key.joined(separator: ", ")
    return try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY \(order)")
      .map(Self.init(row:))
  }

  /// Writes the row, or makes sure that the one which is there says the same, times aside.
  ///
  /// - Throws: `JournalError.diverged` when it does not, `JournalError.notANumber` for a NaN.
  func record(in database: Database) throws {
    let columns = try columns()
    let keyColumns = columns.filter { Self.key.contains($0.name) }
    let key = keyColumns.map { text($0.value) }.joined(separator: " ")
    if let column = columns.first(where: \.isNotANumber) {
      throw JournalError.notANumber(table: Self.table, key: key, column: column.name)
    }
    let condition = keyColumns.map { "\($0.name) = ?" }.joined(separator: " AND ")
    let there = try Row.fetchOne(
      database, sql: "SELECT * FROM \(Self.table) WHERE \(condition)",
      arguments: StatementArguments(keyColumns.map(\.value)))
    if let there {
      for column in columns where column.name != "seconds" {
        let recorded = try there.decode(DatabaseValue.self, forColumn: column.name)
        guard recorded == column.value else {
          throw JournalError.diverged(
            table: Self.table, key: key, column: column.name, recorded: text(recorded),
            offered: text(column.value))
        }
      }
      return
    }
    let names = columns.map(\.name).joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(Self.table) (\(names)) VALUES (\(marks))",
      arguments: StatementArguments(columns.map(\.value)))
  }
}

/// A value as a sentence shows it.
private func text(_ value: DatabaseValue) -> String {
  switch value.storage {
  case .string(let text): text
  default: "\(value)"
  }
}
