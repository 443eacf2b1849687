/// How the rows of a file are laid out: what a reader has to know before the first row.
///
/// A property that is nil follows from the file's name, its first bytes or its first rows.
public struct TableLayout: Equatable, Sendable, Codable {
  /// The format; nil for that of the file's name.
  public var format: TableFormat?

  /// The delimiter; nil for a tab in TSV, and otherwise for what the first rows suggest.
  public var delimiter: Delimiter?

  /// Whether fields may be in quotes; nil for CSV alone.
  public var quoted: Bool?

  /// Where the names of the columns stand; nil for the first row.
  public var header: TableHeader?

  /// The number of lines before the first row; nil for none.
  public var skip: Int?

  /// The text at the beginning of lines that are no rows; nil if every line may be a row.
  public var comment: String?

  /// The encoding; nil for that of the byte-order mark, otherwise UTF-8.
  public var encoding: TextEncoding?

  /// Whether spaces at the ends of fields are left out; nil if not.
  public var trim: Bool?

  /// The treatment of missing values; nil for an error, or for `drop` where `na` is given.
  public var missing: MissingValues?

  /// The texts that stand for a missing value; nil for the empty text, and null in JSON.
  public var na: [String]?

  /// Creates a layout whose properties are all nil.
  public init() {}

  /// The treatment of missing values; nil for an error.
  var missingValues: MissingValues? { missing ?? (na == nil ? nil : .drop) }

  /// Returns the format of a file.
  ///
  /// - Throws: `TaskDataError` for a name that tells none.
  func format(of path: String) throws(TaskDataError) -> TableFormat {
    if let format = format ?? TableFormat(path: path) ?? (delimiter.map { _ in .csv }) {
      return format
    }
    throw .unreadable(
      path: path,
      reason: "its name ends in none of .csv, .txt, .data, .tsv, .jsonl, .ndjson and these with "
        + ".gz: name its format with 'format: csv', 'tsv' or 'jsonl'")
  }
}

/// Where the names of the columns of a table stand.
public enum TableHeader: String, CaseIterable, Sendable, Codable {
  /// In the first row.
  case first
  /// Nowhere: the columns have the names 0, 1, 2 and so on.
  case none
}
