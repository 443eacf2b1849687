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
}

extension TableFormat {
  /// Opens a file.
  ///
  /// - Parameter columns: The names of the wanted columns.
  /// - Throws: `TaskDataError` for a file that cannot be read or lacks a column.
  func rows(
    of path: String, columns: [String], chunk: Int = 1 << 18
  ) throws(TaskDataError) -> any TableRows {
    let window = try TextWindow(path: path, chunk: chunk)
    switch self {
    case .csv:
      return try DelimitedTable(DelimitedRows(window, delimiter: ",", quote: "\""), columns)
    case .tsv:
      return try DelimitedTable(DelimitedRows(window, delimiter: "\t", quote: nil), columns)
    case .jsonl: return JSONRows(window, columns: columns)
    }
  }
}
