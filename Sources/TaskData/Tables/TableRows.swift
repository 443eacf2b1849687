/// The rows of a file, of which some columns are read.
protocol TableRows {
  /// Goes to the next row.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: `TaskDataError` for a row that violates the format or lacks a column.
  mutating func advance() throws(TaskDataError) -> Bool

  /// Returns what the current row holds in a wanted column, by its number among those.
  func text(_ column: Int) -> String

  /// Returns the position of that value in the file.
  func position(_ column: Int) -> TextPosition

  /// Whether the end of the current row is known, so that the next can be read after a problem.
  var knowsRowEnd: Bool { get }

  /// The delimiter, where the first rows suggested another one than a comma.
  var guessedDelimiter: Delimiter? { get }

  /// A hint for a value that is not as expected; empty for none.
  func hint(_ column: Int) -> String
}

extension TableRows {
  var guessedDelimiter: Delimiter? { nil }
  func hint(_ column: Int) -> String { "" }
}

extension TableLayout {
  /// Opens a file.
  ///
  /// - Parameters:
  ///   - columns: The names of the wanted columns.
  ///   - allowsNull: Whether a key of a JSON object may be absent or null, and reads as an empty text.
  /// - Throws: `TaskDataError` for a file that cannot be read or lacks a column.
  func rows(
    of path: String, columns: [String], allowsNull: Bool = false, chunk: Int = 1 << 18
  ) throws(TaskDataError) -> any TableRows {
    let format = try format(of: path)
    guard format != .parquet, format != .arrow else { throw format.unreadable(path) }
    var window = try TextWindow(path: path, encoding: encoding, chunk: chunk)
    try window.skip(lines: skip ?? 0)
    guard format != .jsonl else {
      return JSONRows(window, columns: columns, allowsNull: allowsNull, comment: comment)
    }
    let usual = Delimiter.everywhere(format == .tsv ? "\t" : ",")
    let isQuoted = quoted ?? (format == .csv)
    var chosen = delimiter ?? usual
    if delimiter == nil, format == .csv {
      chosen = try guessedDelimiter(&window, columns: columns, isQuoted: isQuoted)
    }
    let rows = DelimitedRows(
      window, delimiter: chosen, quote: isQuoted ? "\"" : nil, comment: comment)
    return try DelimitedTable(
      rows, columns, header: header ?? .first,
      guess: delimiter == nil && chosen != usual ? chosen : nil)
  }
}
