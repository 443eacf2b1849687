/// All rows of a file, as texts.
public struct WholeTable: Equatable, Sendable {
  /// A row with its place in the file.
  public struct Row: Equatable, Sendable {
    /// The line, counted from one.
    public let line: Int

    /// The text of each column, `[columns]`; empty for a key that a JSON object does not have.
    public let texts: [String]

    /// Creates a row.
    public init(line: Int, texts: [String]) {
      self.line = line
      self.texts = texts
    }
  }

  /// The path of the file.
  public let path: String

  /// The names of the columns.
  public let names: [String]

  /// The rows, in the order of the file.
  public let rows: [Row]

  /// The delimiters that are tried; spaces around fields are left out.
  private static let delimiters = [",", "\t", ";", "|"]

  /// Reads a file of delimited fields with a header, or of JSON lines.
  ///
  /// - Parameter path: The path; the format and the encoding are found as for the files of tasks, and the delimiter is
  ///   the one that cuts the header into most columns.
  /// - Throws: `TaskDataError` for a file that cannot be read or a row of another length than the header.
  public init(path: String) throws(TaskDataError) {
    let found = try LayoutInspection(path)
    self.path = path
    var rows: [Row] = []
    if found.format == .jsonl {
      let keys = try JSONKeys(path, encoding: found.layout.encoding)
      names = keys.names.filter { !keys.nested.contains($0) }
      var table = JSONRows(
        try TextWindow(path: path, encoding: found.layout.encoding), columns: names,
        allowsNull: true)
      while try table.advance() {
        let texts = names.indices.map { table.text($0) }
        rows.append(Row(line: names.isEmpty ? 0 : table.position(0).line, texts: texts))
      }
    } else {
      var reader = try Self.reader(of: path, found)
      guard try reader.advance() else { throw .emptyFile(path: path) }
      names = reader.texts
      while try reader.advance() {
        guard reader.count == names.count else {
          throw .wrongRow(
            path: path, line: reader.position(0).line,
            found: "a row of \(reader.count) \(reader.count == 1 ? "column" : "columns")",
            expected: "\(names.count) were expected, as in the header")
        }
        rows.append(Row(line: reader.position(0).line, texts: reader.texts))
      }
    }
    self.rows = rows
  }

  private static func reader(
    of path: String, _ found: LayoutInspection
  ) throws(TaskDataError) -> DelimitedRows {
    guard found.format == .csv || found.format == .tsv else { throw found.format.unreadable(path) }
    var window = try TextWindow(path: path, encoding: found.layout.encoding)
    let start = try window.preview()
    var best: (delimiter: Delimiter, isQuoted: Bool, columns: Int) = (.everywhere(","), true, 0)
    for text in delimiters {
      for isQuoted in [true, false] {
        let preview = TablePreview(
          start, delimiter: .everywhere(text), isQuoted: isQuoted, comment: nil)
        let columns = preview?.rows.first?.count ?? 0
        if columns > best.columns { best = (.everywhere(text), isQuoted, columns) }
      }
    }
    return DelimitedRows(window, delimiter: best.delimiter, quote: best.isQuoted ? "\"" : nil)
  }
}

extension DelimitedRows {
  /// The fields of the current row, without spaces at their ends.
  fileprivate var texts: [String] { (0..<count).map { String(self[$0].trimmingSpaces) } }
}
