/// A table for a terminal: the first column to the left, the others to the right.
public struct TextTable {
  private var rows: [[String]]

  /// Begins a table with the titles of its columns.
  public init(header: [String]) {
    rows = [header]
  }

  /// Adds a row.
  public mutating func add(_ cells: [String]) {
    rows.append(cells)
  }

  /// The lines of the table, without trailing spaces.
  public var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        line += column == 0 ? cell + padding : "  " + padding + cell
      }
      while line.last == " " { line.removeLast() }
      return "  " + line
    }
  }
}
