import Foundation

/// The result of an experiment, as a table of numbers with named rows.
public struct ResultTable: Equatable, Sendable, CustomStringConvertible {
  /// A line of the table.
  public struct Row: Equatable, Sendable {
    /// The name of the row.
    public let name: String

    /// A number for each column; nil where there is none.
    public let values: [Double?]

    /// Creates a row.
    public init(_ name: String, _ values: [Double?]) {
      self.name = name
      self.values = values
    }
  }

  /// The header of the rows' names.
  public let subject: String

  /// The names of the columns of numbers.
  public let columns: [String]

  /// The rows, from top to bottom.
  public let rows: [Row]

  /// Creates a table.
  ///
  /// - Precondition: Every row has as many values as there are columns.
  public init(subject: String, columns: [String], rows: [Row]) {
    for row in rows {
      precondition(
        row.values.count == columns.count,
        "\(columns.count) values are expected in row \(row.name), got \(row.values.count)")
    }
    self.subject = subject
    self.columns = columns
    self.rows = rows
  }

  /// The value of a row and a column; nil if there is none.
  public subscript(row: String, column: String) -> Double? {
    guard let place = columns.firstIndex(of: column) else { return nil }
    return rows.first { $0.name == row }?.values[place]
  }

  /// The table in Markdown, numbers with four significant digits.
  public var description: String {
    let head = ([subject] + columns).joined(separator: " | ")
    let rule = Array(repeating: "---", count: columns.count + 1).joined(separator: "|")
    let body = rows.map { row in
      let cells = row.values.map { value in value.map { String(format: "%.4g", $0) } ?? "–" }
      return "| \(([row.name] + cells).joined(separator: " | ")) |"
    }
    return (["| \(head) |", "|\(rule)|"] + body).joined(separator: "\n")
  }
}
