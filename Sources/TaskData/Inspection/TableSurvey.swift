/// What the columns of a file hold in its first rows.
struct TableSurvey {
  /// The columns.
  private(set) var columns: [InspectedColumn] = []

  /// The number of rows that were looked at, without a header.
  private(set) var rows = 0

  /// Whether these are all rows.
  private(set) var isWhole = false

  /// Why the first row is data and has no names; nil if it has them.
  private(set) var headerProblem: String?

  /// Looks at delimited fields.
  init(
    ofFields path: String, _ found: LayoutInspection, _ most: Int
  ) throws(TaskDataError) {
    // By number, since names may be empty or double.
    let numbers = (0..<max(found.width, 1)).map(String.init)
    var layout = found.layout
    layout.header = TableHeader.none
    layout.delimiter = layout.delimiter ?? found.delimiter
    var table = try layout.rows(of: path, columns: numbers)
    guard try table.advance() else { throw .emptyFile(path: path) }
    let first = numbers.indices.map { table.text($0) }
    var surveys = numbers.map { _ in ColumnSurvey() }
    try read(&table, &surveys, most)
    if let number = surveys.indices.first(where: { surveys[$0].isValue(first[$0]) }) {
      headerProblem =
        "'\(first[number].prefix(30))' is a value of column \(number) like those below it"
      rows += 1
      for column in surveys.indices { surveys[column].add(first[column]) }
    }
    let hasHeader = headerProblem == nil
    columns = surveys.indices.map { surveys[$0].column(hasHeader ? first[$0] : numbers[$0]) }
  }

  /// Looks at JSON lines.
  init(ofJSON path: String, _ layout: TableLayout, _ most: Int) throws(TaskDataError) {
    let keys = try JSONKeys(path, encoding: layout.encoding)
    let names = keys.names.filter { !keys.nested.contains($0) }
    var layout = layout
    layout.format = .jsonl
    var table = try layout.rows(of: path, columns: names, allowsNull: true)
    var surveys = names.map { _ in ColumnSurvey() }
    try read(&table, &surveys, most)
    guard rows > 0 else { throw .emptyFile(path: path) }
    columns =
      zip(surveys, names).map { $0.column($1) }
      + keys.nested.sorted().map {
        InspectedColumn(
          name: $0, kind: .nested, distinct: 0, missing: 0, marks: [], examples: [], values: [],
          isWhole: false, isPadded: false)
      }
  }

  private mutating func read(
    _ table: inout any TableRows, _ surveys: inout [ColumnSurvey], _ most: Int
  ) throws(TaskDataError) {
    while rows < most {
      guard try table.advance() else {
        isWhole = true
        return
      }
      rows += 1
      for column in surveys.indices { surveys[column].add(table.text(column)) }
    }
  }
}

/// The keys of the first JSON objects of a file.
struct JSONKeys {
  /// The keys, in the order in which they were found.
  private(set) var names: [String] = []

  /// The keys of lists and objects.
  private(set) var nested: Set<String> = []

  private static let objects = 200

  init(_ path: String, encoding: TextEncoding?) throws(TaskDataError) {
    var window = try TextWindow(path: path, encoding: encoding)
    for _ in 0..<Self.objects {
      let length = try window.lengthOfLine()
      guard length > 0 else { return }
      try window.check(length)
      add(window.bytes, window.start, window.start + length)
      window.move(by: length, lines: 1)
    }
  }

  /// Adds the keys of an object; another reader reports what is no object.
  private mutating func add(_ bytes: [UInt8], _ start: Int, _ end: Int) {
    let isLine = bytes[end - 1] == UInt8(ascii: "\n")
    var scanner = JSONScanner(bytes, from: start, to: isLine ? end - 1 : end)
    var found: [(String, JSONScanner.Kind)] = []
    do throws(JSONScanner.Problem) {
      try scanner.readObject { key, value throws(JSONScanner.Problem) in
        found.append((String(decoding: key, as: UTF8.self), value.kind))
      }
    } catch {
      return
    }
    for (name, kind) in found {
      if !names.contains(name) { names.append(name) }
      if kind == .list || kind == .object { nested.insert(name) }
    }
  }
}
