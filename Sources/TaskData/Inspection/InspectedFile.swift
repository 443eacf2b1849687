/// What a data file is taken for, for another program: what `autosem tasks FILE` prints as JSON.
public struct InspectedFile: Encodable, Sendable {
  let path: String
  let format: String
  let encoding: String
  let delimiter: Delimiter?
  let header: Bool
  let rows: Int
  let whole: Bool
  let columns: [Column]
  let label: String?
  let target: String?
  let reason: String
  let keys: [Key]
  let warnings: [String]

  struct Column: Encodable {
    let column: String
    let holds: String
    let distinct: Int
    let missing: Int
    let examples: [String]
  }

  struct Key: Encodable {
    let key: String
    let value: String
    let reason: String
  }

  /// Gathers what was found.
  public init(_ file: FileInspection) {
    (path, format, encoding) = (file.path, file.format.rawValue, file.encoding.rawValue)
    (delimiter, header) = (file.delimiter, file.hasHeader)
    (rows, whole) = (file.rows, file.isWhole)
    columns = file.columns.map { column in
      Column(
        column: column.name, holds: column.kind.rawValue, distinct: column.distinct,
        missing: column.missing, examples: column.examples)
    }
    (label, target, reason) = (file.roles.label, file.roles.target, file.roles.reason)
    keys = file.guesses.map { Key(key: $0.key, value: $0.value, reason: $0.reason) }
    warnings = file.warnings
  }
}
