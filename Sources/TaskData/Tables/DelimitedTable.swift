/// The columns to read of a file whose first row names its columns.
struct DelimitedTable: TableRows {
  private var rows: DelimitedRows
  private let width: Int
  private let indices: [Int]

  /// Reads the header.
  ///
  /// - Throws: `TaskDataError` if a column is missing or occurs twice.
  init(_ rows: DelimitedRows, _ columns: [String]) throws(TaskDataError) {
    self.rows = rows
    let path = rows.window.path
    guard try self.rows.advance() else { throw .emptyFile(path: path) }
    let header = self.rows
    let names = (0..<header.count).map { header[$0] }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw .wrongField(
        path: path, position: header.position(index), found: "the column '\(name)' a second time",
        expected: "each name once was expected")
    }
    let missing = columns.filter { !names.contains($0) }
    guard missing.isEmpty else {
      throw .missingColumns(
        missing, path: path, line: header.position(0).line, found: names)
    }
    width = names.count
    indices = columns.map { names.firstIndex(of: $0) ?? 0 }
  }

  mutating func advance() throws(TaskDataError) -> Bool {
    guard try rows.advance() else { return false }
    guard rows.count == width else {
      throw .wrongField(
        path: rows.window.path, position: rows.position(min(width, rows.count)),
        found: "a row of \(rows.count) \(rows.count == 1 ? "column" : "columns")",
        expected: "\(width) were expected, as in the first row")
    }
    return true
  }

  func text(_ column: Int) -> String { rows[indices[column]] }

  func position(_ column: Int) -> TextPosition { rows.position(indices[column]) }
}
