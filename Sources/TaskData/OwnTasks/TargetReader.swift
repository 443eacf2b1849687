import Multitask

/// A text of a column that is not as expected.
struct WrongText: Error {
  let found: String
  let expected: String

  init(_ found: String, _ expected: String) {
    self.found = found
    self.expected = expected
  }
}

/// Reads the targets, and collects the labels if none are given.
struct TargetReader {
  /// The number of each label, in the order of the labels given or found so far.
  private var numbers: [String: Int]
  private let isNumber: Bool
  private let isListed: Bool
  private var isOpen: Bool

  /// A column with more distinct values than this holds no labels.
  static let mostLabels = 1_000

  /// Creates a reader for a task's training file.
  init(_ description: TaskDescription) {
    numbers = Dictionary(
      (description.labels ?? []).enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    isNumber = description.target != nil
    isListed = description.labels != nil
    isOpen = !isListed
  }

  /// The labels by their numbers.
  var labels: [String] { numbers.sorted { $0.value < $1.value }.map(\.key) }

  /// Takes no further labels.
  mutating func close() { isOpen = false }

  /// Returns the number of a label, or the number that a text is.
  mutating func target(of text: String) throws(WrongText) -> Double {
    if isNumber { return try finiteNumber(text) }
    if let known = numbers[text] { return Double(known) }
    guard isOpen, !text.isEmpty else {
      throw WrongText(
        text.isEmpty ? "no label" : "the label '\(text.prefix(60))'", expectation(text))
    }
    guard numbers.count < Self.mostLabels else {
      throw WrongText(
        "more than \(Self.mostLabels) different labels",
        "fewer were expected: is it a number that is to be predicted ('target') rather than a label "
          + "('label')?")
    }
    numbers[text] = numbers.count
    return Double(numbers.count - 1)
  }

  private func expectation(_ label: String) -> String {
    guard !isOpen else { return "a label was expected" }
    let labels = isListed ? labels : labels.sorted()
    let names = labels.prefix(10).map { "'\($0)'" }
    let rest = numbers.count > 10 ? " or \(numbers.count - 10) more" : ""
    return names.joined(separator: ", ") + rest + (numbers.count == 1 ? " was" : " were")
      + " expected"
      + (nearestName(to: label, among: labels).map { ": did you mean '\($0)'?" } ?? "")
  }
}

/// Returns the number that a text is.
func finiteNumber(_ text: String) throws(WrongText) -> Double {
  // Without the other forms that Swift reads: hexadecimal digits, words for what is not finite.
  guard text.utf8.allSatisfy({ $0 < 0x3a || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }),
    let number = Double(text.trimmingSpaces), number.isFinite
  else {
    throw WrongText(
      text.isEmpty ? "nothing" : "'\(text.prefix(60))'", "a finite number was expected")
  }
  // The squares of many have a finite sum.
  guard number.magnitude <= 1e100 else {
    throw WrongText("'\(text.prefix(60))'", "a number from -1e100 to 1e100 was expected")
  }
  return number
}

extension String {
  /// The text without white space at its ends.
  var trimmingSpaces: Substring {
    let letters: ClosedRange<UInt8> = 0x21...0x7e
    // Most texts have none, which their bytes tell faster than their characters.
    if let first = utf8.first, let last = utf8.last, letters.contains(first), letters.contains(last)
    {
      return self[...]
    }
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
