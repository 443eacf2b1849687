/// The columns to read of a file of delimited fields.
struct DelimitedTable: TableRows {
  let guessedDelimiter: Delimiter?

  private var rows: DelimitedRows
  private let width: Int
  private let indices: [Int]

  /// Whether the next row is the first one, which was already read for its number of columns.
  private var isFirstPending = false

  /// Reads the header, or the first row where there is none.
  ///
  /// - Parameter guess: The delimiter, if the first rows suggested it.
  /// - Throws: `TaskDataError` if a wanted column is missing or occurs twice.
  init(
    _ rows: DelimitedRows, _ columns: [String], header: TableHeader = .first,
    guess: Delimiter? = nil
  ) throws(TaskDataError) {
    self.rows = rows
    guessedDelimiter = guess
    let path = rows.window.path
    guard try self.rows.advance() else { throw .emptyFile(path: path) }
    let first = self.rows
    let names =
      header == .first
      ? (0..<first.count).map { first[$0] } : (0..<first.count).map { String($0) }
    var indices: [String: Int] = [:]
    for (index, name) in names.enumerated() where columns.contains(name) {
      guard indices[name] == nil else {
        throw .wrongField(
          path: path, position: first.position(index), found: "the column '\(name)' a second time",
          expected: "each name of a column that is read once was expected")
      }
      indices[name] = index
    }
    let missing = columns.filter { indices[$0] == nil }
    guard missing.isEmpty else {
      throw .missingColumns(missing, path: path, line: first.position(0).line, found: names)
    }
    width = names.count
    self.indices = columns.map { indices[$0] ?? 0 }
    isFirstPending = header == .none
  }

  var knowsRowEnd: Bool { rows.knowsRowEnd }

  mutating func advance() throws(TaskDataError) -> Bool {
    if isFirstPending {
      isFirstPending = false
      return true
    }
    guard try rows.advance() else { return false }
    guard rows.count == width else {
      throw .wrongField(
        path: rows.window.path, position: rows.position(min(width, rows.count)),
        found: "a row of \(rows.count) \(rows.count == 1 ? "column" : "columns")",
        expected: "\(width) were expected, as in the first row" + quoteHint)
    }
    return true
  }

  func text(_ column: Int) -> String { rows[indices[column]] }

  func position(_ column: Int) -> TextPosition { rows.position(indices[column]) }

  func hint(_ column: Int) -> String { quoteHint }

  /// What a field that begins with a quote suggests where nothing is quoted.
  private var quoteHint: String {
    rows.hasPlainQuote
      ? ": a field begins with a quote; if the file quotes fields, set 'quoted: true'" : ""
  }
}
