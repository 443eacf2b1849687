/// The rows of a task's files, one file after another, as examples whose labels and categories are numbered
/// in the order in which they were found.
struct TaskRows {
  /// The reader of the targets, which collects the labels unless they are given.
  private(set) var targets: TargetReader

  /// The readers of the columns of features; nil for those of numbers.
  private(set) var categories: [CategoryReader?]

  /// What was counted so far.
  private(set) var counts = RowCounts()

  /// The delimiter that the first rows of a file suggested, if they did.
  private(set) var guessedDelimiter: Delimiter?

  private let task: TaskDescription
  private let columns: [String]
  private let taskColumns: Int
  private let marks: MissingMarks
  private let dropped: Set<String>
  private let isTrimmed: Bool
  private var paths: ArraySlice<String>
  private var path = ""
  private var file: UInt64 = 0
  private var row = 0
  private var rows: (any TableRows)?

  /// The example of the current row, but for its texts.
  private var target = 0.0
  private var numbers: [Double]

  /// Starts before the first row of the training files.
  ///
  /// - Parameters:
  ///   - paths: The files; nil for all training files.
  ///   - further: Columns besides those of the examples, whose texts `further` gives.
  init(_ task: TaskDescription, in paths: [String]? = nil, further: [String] = []) {
    self.task = task
    self.paths = (paths ?? task.train)[...]
    targets = TargetReader(task)
    categories = CategoryReader.readers(of: task)
    columns = task.columns + further
    taskColumns = task.columns.count
    marks = MissingMarks(task.layout)
    dropped = Set(task.dropLabels ?? [])
    isTrimmed = task.layout.trim ?? false
    numbers = Array(repeating: 0, count: task.features.count)
  }

  /// Returns the rows of other files of the task, with the labels and categories of those that were read.
  func rows(in paths: [String]) -> TaskRows {
    var others = self
    others.paths = paths[...]
    others.rows = nil
    others.counts = RowCounts()
    others.targets.close()
    for column in categories.indices { others.categories[column]?.close() }
    return others
  }

  /// Goes to the beginning of another file, with the labels and categories found so far.
  mutating func open(_ path: String) {
    paths = [path]
    rows = nil
  }

  /// Goes to the next row that is not left out.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: `TaskDataError` for a file or a row that is not as described.
  mutating func advance() throws(TaskDataError) -> Bool {
    repeat {
      while try rows?.advance() != true {
        guard let next = paths.popFirst() else { return false }
        (path, file, row) = (next, RowOrigin.file(next), 0)
        rows = nil
        rows = try task.layout.rows(
          of: path, columns: columns, allowsNull: task.layout.missingValues != nil)
        guessedDelimiter = guessedDelimiter ?? rows?.guessedDelimiter
      }
      row += 1
    } while try !readRow()
    return true
  }

  /// Whether the next row can be read after a problem.
  var canGoOn: Bool { rows?.knowsRowEnd ?? false }

  /// The example of the current row.
  func example() -> Example {
    var example = exampleWithoutOrigin()
    example.origin = RowOrigin(
      file: file, row: row, group: task.group.map { ($0, text(taskColumns - 1)) })
    return example
  }

  private func exampleWithoutOrigin() -> Example {
    guard task.features.isEmpty else { return Example(features: numbers, target: target) }
    guard task.join.isEmpty else {
      let texts = task.join.indices.map(text).filter { !$0.isEmpty }
      return Example(first: texts.joined(separator: " "), target: target)
    }
    return Example(
      first: text(0), second: task.text.count > 1 ? text(1) : nil, target: target)
  }

  /// Returns what the current row holds in a further column.
  func further(_ column: Int) -> String { text(taskColumns + column) }

  // MARK: - A row

  /// The first rows, in which texts in quotes are counted.
  private static let rowsLookedAt = 1_000

  /// Whether quotes that mean nothing stand around a text, and are doubled in it.
  private var isInQuotes: Bool {
    guard task.features.isEmpty, let rows, !rows.hint(0).isEmpty else { return false }
    let text = rows.text(0).dropFirst()
    return text.last == "\"" && text.dropLast().contains("\"\"")
  }

  private var inputs: Int { task.text.count + task.join.count + task.features.count }

  private func text(_ column: Int) -> String {
    let text = rows?.text(column) ?? ""
    return isTrimmed ? String(text.trimmingSpaces) : text
  }

  /// Reads a row.
  ///
  /// - Returns: Whether it belongs to the task and is not left out.
  private mutating func readRow() throws(TaskDataError) -> Bool {
    let firstFeature = inputs - task.features.count
    let isOthers = task.value.map { text(inputs + 1) != $0 } ?? false
    // Tasks that are made of one file have the same categories.
    for feature in categories.indices where categories[feature] != nil {
      try readCategory(feature, text(firstFeature + feature), isOthers: isOthers)
    }
    guard !isOthers else { return false }
    counts.rows += 1
    let raw = text(inputs)
    let label = task.labelNames?[raw] ?? raw
    if !dropped.isEmpty, dropped.contains(raw) || dropped.contains(label) {
      counts.withDroppedLabel += 1
      return false
    }
    if let rule = task.layout.missingValues, !isComplete(after: rule) {
      counts.incomplete += 1
      return false
    }
    if counts.rows <= Self.rowsLookedAt, isInQuotes { counts.textsInQuotes += 1 }
    do throws(WrongText) {
      target = try targets.target(of: label)
    } catch {
      throw wrong(inputs, error)
    }
    for feature in categories.indices where categories[feature] == nil {
      try readNumber(feature, text(firstFeature + feature))
    }
    return true
  }

  /// Whether no value is missing, or none that cannot be replaced; counts those that are.
  private mutating func isComplete(after rule: MissingValues) -> Bool {
    let hasTarget = !marks.contains(text(inputs))
    // Without its target a row is left out, whatever the rule.
    guard rule == .drop || hasTarget else { return false }
    var isComplete = true
    let first = rule == .drop ? 0 : inputs - task.features.count
    for column in first...inputs where marks.contains(text(column)) {
      counts.missing[columns[column], default: 0] += 1
      isComplete = rule != .drop
    }
    return isComplete
  }

  private mutating func readNumber(_ feature: Int, _ text: String) throws(TaskDataError) {
    var text = text
    if task.layout.missingValues != nil, marks.contains(text) {
      guard case .value(let value)? = task.layout.missing else {
        numbers[feature] = .nan
        return
      }
      text = value
    }
    do throws(WrongText) {
      numbers[feature] = try finiteNumber(text)
    } catch {
      throw wrong(inputs - task.features.count + feature, error, isFeature: true)
    }
  }

  private mutating func readCategory(
    _ feature: Int, _ text: String, isOthers: Bool
  ) throws(TaskDataError) {
    var text = text
    if marks.contains(text) {
      guard case .value(let value)? = task.layout.missing else {
        numbers[feature] = .nan
        return
      }
      text = value
    }
    do throws(WrongText) {
      let category = try categories[feature]?.category(of: text)
      numbers[feature] = category.map(Double.init) ?? .nan
      if category == nil, !isOthers {
        counts.unknownCategories[task.features[feature], default: 0] += 1
      }
    } catch {
      throw wrong(inputs - task.features.count + feature, error)
    }
  }

  private func wrong(_ column: Int, _ text: WrongText, isFeature: Bool = false) -> TaskDataError {
    guard let rows else { return .unreadable(path: path, reason: text.found) }
    let value = rows.text(column)
    var hint = rows.hint(column)
    if hint.isEmpty, isFeature {
      hint =
        MissingMarks.usual.contains(value.trimmingSpaces)
        ? ": if it stands for a missing value, set 'missing: drop' and 'na: [\"\(value)\"]'"
        : ": if '\(columns[column])' is a column of categories, name it under 'categories'"
    }
    return .wrongField(
      path: path, position: rows.position(column), found: text.found,
      expected: text.expected + hint)
  }
}
