/// The format of the rows of a file.
public enum TableFormat: String, CaseIterable, Sendable, Codable {
  /// Fields between commas, quoted where need be (RFC 4180).
  case csv
  /// Fields between tabs, nothing quoted, as GLUE's files.
  case tsv
  /// One JSON object per line.
  case jsonl
  /// Apache Parquet, which is known and not read.
  case parquet
  /// Apache Arrow, which is known and not read.
  case arrow

  /// The format of a file name's extension, with or without `.gz`; nil for an unknown one.
  public init?(path: String) {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    switch name.split(separator: ".", omittingEmptySubsequences: false).last {
    case "csv", "txt", "data": self = .csv
    case "tsv": self = .tsv
    case "jsonl", "ndjson": self = .jsonl
    case "parquet": self = .parquet
    case "arrow", "feather": self = .arrow
    default: return nil
    }
  }

  /// The format of a file's first bytes, where they tell a binary one.
  init?(signature head: [UInt8]) {
    if head.starts(with: "PAR1".utf8) {
      self = .parquet
    } else if head.starts(with: "ARROW1".utf8) || head.starts(with: [0xff, 0xff, 0xff, 0xff]) {
      self = .arrow
    } else {
      return nil
    }
  }

  /// The problem of a file in a binary format: the line of Python that converts it.
  func unreadable(_ path: String) -> TaskDataError {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    let (name, method) = self == .parquet ? ("Parquet", "from_parquet") : ("Arrow", "from_file")
    return .unreadable(
      path: path,
      reason:
        "it is in the format \(name), which autosem does not read. This line of Python writes "
        + "JSON lines, which it does:\n"
        + "  python3 -c \"from datasets import Dataset; "
        + "Dataset.\(method)('\(path)').to_json('\(stem).jsonl')\"")
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
