/// The format of the rows of a file.
public enum TableFormat: String, CaseIterable, Sendable, Codable {
  /// Fields between commas, quoted where need be (RFC 4180).
  case csv
  /// Fields between tabs, nothing quoted, as GLUE's files.
  case tsv
  /// One JSON object per line.
  case jsonl

  /// The format of a file name's extension, with or without `.gz`; nil for an unknown one.
  public init?(path: String) {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    switch name.split(separator: ".", omittingEmptySubsequences: false).last {
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "jsonl", "ndjson": self = .jsonl
    default: return nil
    }
  }
}

/// A position in a file, both counted from one, the column in Unicode scalars.
public struct TextPosition: Equatable, Sendable {
  /// The line.
  public var line: Int
  /// The column.
  public var column: Int

  /// Creates a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
