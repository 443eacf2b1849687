import Multitask

/// Reads the targets, and collects the labels if none are given.
struct TargetReader {
  /// The number of each label, in the order of the labels given or found so far.
  private var numbers: [String: Int]
  private let isNumber: Bool
  private let isOpen: Bool

  /// A column with more distinct values than this holds no labels.
  static let mostLabels = 1_000

  /// Creates a reader for a task's training file.
  init(_ description: TaskDescription) {
    self.init(
      labels: description.labels ?? [], isNumber: description.target != nil,
      isOpen: description.labels == nil)
  }

  /// Creates a reader of these labels alone, or of numbers.
  init(labels: [String], isNumber: Bool, isOpen: Bool = false) {
    numbers = Dictionary(
      labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.isNumber = isNumber
    self.isOpen = isOpen
  }

  /// The labels by their numbers.
  var labels: [String] { numbers.sorted { $0.value < $1.value }.map(\.key) }

  /// Returns the number of the label, or the number, in a column of the current row.
  mutating func target(
    in column: Int, of rows: any TableRows, path: String
  ) throws(TaskDataError) -> Double {
    if isNumber { return try finiteNumber(in: column, of: rows, path: path) }
    let label = rows.text(column)
    if let known = numbers[label] { return Double(known) }
    guard isOpen, !label.isEmpty else {
      throw .wrongField(
        path: path, position: rows.position(column),
        found: label.isEmpty ? "no label" : "the label '\(label.prefix(60))'",
        expected: expectation(label))
    }
    guard numbers.count < Self.mostLabels else {
      throw .wrongTargets(
        path: path, found: "more than \(Self.mostLabels) different labels",
        expected: "fewer were expected: is it a number that is to be predicted ('target') rather "
          + "than a label ('label')?")
    }
    numbers[label] = numbers.count
    return Double(numbers.count - 1)
  }

  private func expectation(_ label: String) -> String {
    guard !isOpen else { return "a label was expected" }
    let names = labels.prefix(10).map { "'\($0)'" }
    let rest = numbers.count > 10 ? " or \(numbers.count - 10) more" : ""
    return names.joined(separator: ", ") + rest + (numbers.count == 1 ? " was" : " were")
      + " expected"
      + (nearestName(to: label, among: labels).map { ": did you mean '\($0)'?" } ?? "")
  }
}

/// Returns the number in a column of the current row.
func finiteNumber(
  in column: Int, of rows: any TableRows, path: String
) throws(TaskDataError) -> Double {
  let text = rows.text(column)
  // Without the other forms that Swift reads: hexadecimal digits, words for what is not finite.
  guard text.utf8.allSatisfy({ $0 < 0x3a || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }),
    let number = Double(text.trimmingSpaces), number.isFinite
  else {
    throw .wrongField(
      path: path, position: rows.position(column),
      found: text.isEmpty ? "nothing" : "'\(text.prefix(60))'",
      expected: "a finite number was expected")
  }
  // The squares of many have a finite sum.
  guard number.magnitude <= 1e100 else {
    throw .wrongField(
      path: path, position: rows.position(column), found: "'\(text.prefix(60))'",
      expected: "a number from -1e100 to 1e100 was expected")
  }
  return number
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmingSpaces: Substring {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
