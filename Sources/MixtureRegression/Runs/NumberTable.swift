import Multitask
import TaskData

/// A table of texts of which some columns are numbers.
struct NumberTable {
  let path: String
  let names: [String]
  let rows: [WholeTable.Row]

  /// What stands for a missing number, in lower case.
  static let missing: Set<String> = ["", "na", "n/a", "null", "none", "-"]

  init(_ table: WholeTable) {
    (path, names, rows) = (table.path, table.names, table.rows)
  }

  init(path: String, names: [String], rows: [WholeTable.Row]) {
    (self.path, self.names, self.rows) = (path, names, rows)
  }

  /// Returns the index of a column.
  ///
  /// - Throws: `RunTableError` if there is none of the name, or two.
  func column(_ name: String) throws(RunTableError) -> Int {
    let found = names.indices.filter { names[$0] == name }
    guard let index = found.first else {
      throw .missingColumn(
        name, path: path, found: names, near: nearestName(to: name, among: names))
    }
    guard found.count == 1 else { throw .doubleColumn(name, path: path) }
    return index
  }

  /// Returns the numbers of a column, a missing one as zero; nil if something else is in it.
  func numbersIfAll(_ column: Int) -> [Double]? {
    var numbers: [Double] = []
    for row in rows {
      let text = row.texts[column]
      if text.isEmpty {
        numbers.append(0)
      } else if let number = Double(text), number.isFinite {
        numbers.append(number)
      } else if Self.isNotANumber(text) {
        // Most of it tells the column; reading it as a share tells the row.
        numbers.append(0)
      } else {
        return nil
      }
    }
    return numbers
  }

  /// Returns the shares of a column, a missing one as zero.
  ///
  /// - Throws: `RunTableError.wrongValue`.
  func shares(_ column: Int) throws(RunTableError) -> [Double] {
    try numbers(column, whenMissing: 0, expected: "a share of at least 0 was expected") { $0 >= 0 }
  }

  /// Returns the numbers of a column.
  ///
  /// - Throws: `RunTableError.wrongValue` for what is not a finite number that the condition admits.
  func numbers(
    _ column: Int, whenMissing standard: Double? = nil, expected: String,
    where isAllowed: (Double) -> Bool
  ) throws(RunTableError) -> [Double] {
    var numbers: [Double] = []
    for row in rows {
      let text = row.texts[column]
      if let standard, text.isEmpty {
        numbers.append(standard)
        continue
      }
      guard let number = Double(text), number.isFinite, isAllowed(number) else {
        throw .wrongValue(
          text, column: names[column], path: path, line: row.line, expected: expected)
      }
      numbers.append(number)
    }
    return numbers
  }

  private static func isNotANumber(_ text: String) -> Bool {
    Double(text)?.isFinite == false || missing.contains(text.lowercased())
  }

  // MARK: - Joining

  /// Returns the rows with those of another table, which have the same values in the columns of both.
  ///
  /// - Throws: `RunTableError.notJoined` unless each row has exactly one in the other table.
  func joined(with other: NumberTable) throws(RunTableError) -> NumberTable {
    let keys = names.filter { !$0.isEmpty && other.names.contains($0) }
    let paths = [path, other.path]
    guard !keys.isEmpty else {
      throw .notJoined(
        "they have no column in common: a column such as 'run' was expected in both", paths: paths)
    }
    var own: [Int] = []
    var others: [Int] = []
    for key in keys {
      own.append(try column(key))
      others.append(try other.column(key))
    }
    let rest = other.names.indices.filter { !others.contains($0) && !other.names[$0].isEmpty }
    var found: [[String]: WholeTable.Row] = [:]
    for row in other.rows {
      guard found.updateValue(row, forKey: others.map { row.texts[$0] }) == nil else {
        throw .notJoined(
          "line \(row.line) of \(other.path) has the same \(keys.joined(separator: ", ")) as one before",
          paths: paths)
      }
    }
    var joined: [WholeTable.Row] = []
    for row in rows {
      let key = own.map { row.texts[$0] }
      guard let match = found[key] else {
        throw .notJoined(
          "line \(row.line) of \(path), with \(zip(keys, key).map { "\($0) '\($1)'" }.joined(separator: ", ")), "
            + "has no line in \(other.path)", paths: paths)
      }
      joined.append(
        WholeTable.Row(line: row.line, texts: row.texts + rest.map { match.texts[$0] }))
    }
    return NumberTable(path: path, names: names + rest.map { other.names[$0] }, rows: joined)
  }
}
