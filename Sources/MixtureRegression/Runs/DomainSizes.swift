import TaskData

/// The sizes of domains, read from a file.
public struct DomainSizes: Sendable {
  /// The size of each domain, in examples or tokens.
  public let sizes: [String: Double]

  /// Reads a file with two columns, the name of a domain and its size, and a header.
  ///
  /// - Throws: `TaskDataError` for a file that cannot be read; `RunTableError` for a size that is none.
  public init(contentsOf path: String) throws {
    let table = try WholeTable(path: path)
    guard table.names.count >= 2 else {
      throw RunTableError.missingColumn("size", path: path, found: table.names, near: nil)
    }
    let (name, size) = (
      table.names.firstIndex { ["name", "domain", "task"].contains($0.lowercased()) } ?? 0,
      table.names.firstIndex { ["size", "tokens", "examples", "count"].contains($0.lowercased()) }
        ?? 1
    )
    var sizes: [String: Double] = [:]
    for row in table.rows {
      guard let number = Double(row.texts[size]), number > 0, number.isFinite else {
        throw RunTableError.wrongValue(
          row.texts[size], column: table.names[size], path: path, line: row.line,
          expected: "a positive size was expected")
      }
      guard sizes.updateValue(number, forKey: row.texts[name]) == nil else {
        throw RunTableError.wrongValue(
          row.texts[name], column: table.names[name], path: path, line: row.line,
          expected: "each name once was expected")
      }
    }
    self.sizes = sizes
  }
}
