import Multitask

/// The inputs of a file, an example for each row, with the answers that the file has.
public struct InputTable: Equatable, Sendable {
  /// The examples, `[rows]`; their targets have no meaning.
  public private(set) var examples: [Example] = []

  /// The class or the number of each row; nil where the file has none, `[rows]`.
  public private(set) var answers: [Double?] = []

  /// Notes on values that were replaced, as sentences.
  public private(set) var notes: [String] = []

  /// Reads a file.
  ///
  /// A missing value is replaced as the task's `missing` has it, or by the mean where the task leaves such rows out.
  ///
  /// - Parameters:
  ///   - path: The file, in a format that tasks take.
  ///   - columns: The columns.
  ///   - target: The target, by which answers are numbered.
  /// - Throws: `TaskDataError` for a file or a row that is not as the columns say, or no rows.
  public init(
    of path: String, columns: InputColumns, target: TaskTarget
  ) throws(TaskDataError) {
    var rows = try InputRows(path, columns)
    var answers = try AnswerRows(path, columns, target, guess: rows.guessedDelimiter)
    while try rows.advance() {
      examples.append(try rows.example())
      self.answers.append(try answers?.next())
    }
    guard !examples.isEmpty else { throw .noRows(path: path) }
    let rule = columns.layout.missingValues
    notes = rows.counts.notes(path, missing: rule == .drop ? .mean : rule)
  }
}

/// The rows of a file as inputs.
private struct InputRows {
  private(set) var counts = RowCounts()
  private let columns: InputColumns
  private let path: String
  private let rule: MissingValues?
  private let marks: MissingMarks
  private let isTrimmed: Bool
  private var rows: any TableRows

  init(_ path: String, _ columns: InputColumns) throws(TaskDataError) {
    let layout = columns.layout(of: path)
    self.path = path
    self.columns = columns
    rule = layout.missingValues
    marks = MissingMarks(layout)
    isTrimmed = layout.trim ?? false
    rows = try layout.rows(of: path, columns: columns.inputs, allowsNull: rule != nil)
  }

  var guessedDelimiter: Delimiter? { rows.guessedDelimiter }

  mutating func advance() throws(TaskDataError) -> Bool {
    counts.rows += 1
    return try rows.advance()
  }

  mutating func example() throws(TaskDataError) -> Example {
    guard columns.features.isEmpty else { return Example(features: try numbers(), target: 0) }
    guard columns.join.isEmpty else {
      let texts = columns.join.indices.map(text).filter { !$0.isEmpty }
      return Example(first: texts.joined(separator: " "), target: 0)
    }
    return Example(first: text(0), second: columns.text.count > 1 ? text(1) : nil, target: 0)
  }

  private func text(_ column: Int) -> String {
    let text = rows.text(column)
    return isTrimmed ? String(text.trimmingSpaces) : text
  }

  private mutating func numbers() throws(TaskDataError) -> [Double] {
    var numbers: [Double] = []
    for (index, column) in columns.features.enumerated() {
      var text: String? = text(index)
      if rule != nil, let found = text, marks.contains(found) {
        counts.missing[column.name, default: 0] += 1
        if case .value(let value)? = rule { text = value } else { text = nil }
      }
      guard let categories = column.categories else {
        numbers.append(try number(text, column.mean ?? 0, at: index))
        continue
      }
      if let text, !categories.contains(text) {
        counts.unknownCategories[column.name, default: 0] += 1
      }
      numbers += categories.map { $0 == text ? 1 : 0 }
    }
    return numbers
  }

  private func number(
    _ text: String?, _ mean: Double, at column: Int
  ) throws(TaskDataError) -> Double {
    guard let text else { return mean }
    do throws(WrongText) {
      return try finiteNumber(text)
    } catch {
      throw .wrongField(
        path: path, position: rows.position(column), found: error.found, expected: error.expected)
    }
  }
}

/// The answers of the rows of a file.
private struct AnswerRows {
  private let columns: InputColumns
  private let path: String
  private let marks: MissingMarks
  private var rows: any TableRows
  private var reader: TargetReader

  /// Opens a file; nil if it has no column of answers.
  init?(
    _ path: String, _ columns: InputColumns, _ target: TaskTarget, guess: Delimiter?
  ) throws(TaskDataError) {
    self.path = path
    self.columns = columns
    var layout = columns.layout(of: path)
    layout.delimiter = layout.delimiter ?? guess
    marks = MissingMarks(layout)
    var task = TaskDescription(name: "")
    switch target {
    case .classes(let labels): task.labels = labels
    case .number: task.target = columns.answer
    }
    reader = TargetReader(task)
    do throws(TaskDataError) {
      // Rows of JSON may lack what others have.
      rows = try layout.rows(of: path, columns: [columns.answer], allowsNull: true)
    } catch .missingColumns {
      return nil
    }
  }

  /// Returns the answer of the next row; nil for a row without one.
  mutating func next() throws(TaskDataError) -> Double? {
    guard try rows.advance() else { return nil }
    let raw = columns.layout.trim == true ? String(rows.text(0).trimmingSpaces) : rows.text(0)
    let label = columns.labelNames?[raw] ?? raw
    let dropped = columns.dropLabels ?? []
    guard !raw.trimmingSpaces.isEmpty, !marks.contains(raw), !dropped.contains(raw),
      !dropped.contains(label)
    else { return nil }
    do throws(WrongText) {
      return try reader.target(of: label)
    } catch {
      throw .wrongField(
        path: path, position: rows.position(0), found: error.found, expected: error.expected)
    }
  }
}
