/// Rows that are JSON objects, one per line, of which some keys are read.
///
/// Empty lines are skipped. The value of a key that is read is a text, a number, true or false, or null where
/// that is allowed; other keys may hold anything.
struct JSONRows: TableRows {
  private var window: TextWindow
  private let columns: [String]
  private let keys: [[UInt8]]
  private let allowsNull: Bool
  private let comment: [UInt8]
  private var values: [JSONScanner.Value?]

  /// The bytes of the current line, its end included.
  private var length = 0

  /// Starts before the first row.
  ///
  /// - Parameters:
  ///   - allowsNull: Whether a key may be absent or null, and reads as an empty text.
  ///   - comment: What begins a line that is no row; nil if any line may be one.
  init(
    _ window: TextWindow, columns: [String], allowsNull: Bool = false, comment: String? = nil
  ) {
    self.window = window
    self.columns = columns
    self.allowsNull = allowsNull
    self.comment = Array((comment ?? "").utf8)
    keys = columns.map { Array($0.utf8) }
    values = Array(repeating: nil, count: columns.count)
  }

  var knowsRowEnd: Bool { length > 0 }

  mutating func advance() throws(TaskDataError) -> Bool {
    repeat {
      window.move(by: length, lines: length > 0 ? 1 : 0)
      length = 0
      length = try window.lengthOfLine()
      guard length > 0 else { return false }
      try window.check(length)
    } while line.allSatisfy(JSONScanner.isSpace)
      || !comment.isEmpty && line.starts(with: comment)
    for column in values.indices { values[column] = nil }
    var found: [[UInt8]] = []
    do throws(JSONScanner.Problem) {
      let end = line.last == UInt8(ascii: "\n") ? line.endIndex - 1 : line.endIndex
      var scanner = JSONScanner(window.bytes, from: window.start, to: end)
      try scanner.readObject { key, value throws(JSONScanner.Problem) in
        found.append(key)
        guard let column = keys.firstIndex(of: key) else { return }
        guard values[column] == nil else {
          throw JSONScanner.Problem(
            at: value.range.lowerBound, "a second value of '\(columns[column])'",
            "each key once was expected")
        }
        values[column] = try usable(value)
      }
    } catch {
      throw .wrongField(
        path: window.path, position: window.position(of: error.position - window.start),
        found: error.found, expected: error.expected)
    }
    let missing = columns.indices.filter { values[$0] == nil }.map { columns[$0] }
    guard missing.isEmpty || allowsNull else {
      throw .missingColumns(
        missing, path: window.path, line: window.line,
        found: found.map { String(decoding: $0, as: UTF8.self) })
    }
    return true
  }

  func text(_ column: Int) -> String {
    guard let value = values[column], value.kind != .null else { return "" }
    let bytes = window.bytes[value.range]
    let hasEscapes = value.kind == .text(hasEscapes: true)
    return String(decoding: hasEscapes ? JSONScanner.unescaped(bytes)[...] : bytes, as: UTF8.self)
  }

  func position(_ column: Int) -> TextPosition {
    window.position(of: (values[column]?.range.lowerBound ?? window.start) - window.start)
  }

  private var line: ArraySlice<UInt8> { window.bytes[window.start..<window.start + length] }

  private func usable(
    _ value: JSONScanner.Value
  ) throws(JSONScanner.Problem) -> JSONScanner.Value {
    let found: String
    switch value.kind {
    case .text, .number, .boolean: return value
    case .null:
      if allowsNull { return value }
      found = "null"
    case .list: found = "a list"
    case .object: found = "an object"
    }
    throw JSONScanner.Problem(
      at: value.range.lowerBound, found, "a text or a number was expected here")
  }
}
