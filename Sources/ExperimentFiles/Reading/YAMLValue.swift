import AutoSeM
import Execution
import TaskData
import Yams

/// A value that a key cannot have, with the position in it.
struct WrongValue: Error {
  let mark: Mark?
  let message: String

  init(_ node: Node, _ message: String) {
    mark = node.mark
    self.message = message
  }
}

extension ExperimentKind {
  /// Reads a value.
  ///
  /// Numbers are read by YAML 1.2's rules, so 010 is ten and 1:30 is no number.
  func value(of node: Node) throws(WrongValue) -> ExperimentValue {
    func wrong(_ hint: String = "") -> WrongValue {
      WrongValue(node, "\(self) was expected, got \(found(node))\(hint)")
    }
    switch self {
    case .integer(let range):
      guard let value = node.plainText.flatMap({ Int($0) }), range.contains(value) else {
        throw wrong()
      }
      return .integer(value)
    case .seed:
      guard let value = node.plainText.flatMap({ UInt64($0) }) else { throw wrong() }
      return .seed(value)
    case .number(let bounds):
      guard let value = node.plainText.flatMap(decimal), bounds.contains(value) else {
        throw wrong()
      }
      return .number(value)
    case .choice(let words):
      guard let word = node.text else { throw wrong() }
      guard words.contains(word) else { throw wrong(didYouMean(word, among: words)) }
      return .text(word)
    // A key that may have no value may also be set to none.
    case .choices where node.isNull, .tasks where node.isNull, .folder where node.isNull,
      .folders where node.isNull, .words where node.isNull, .amount where node.isNull,
      .budget where node.isNull,
      .selection where node.isNull, .targets where node.isNull,
      .variables where node.isNull:
      return .none
    case .choices where node.text == "all": return .none
    case .choices(let words), .selection(let words):
      let chosen = try names(in: node, each: "word")
      guard let unknown = chosen.first(where: { !words.contains($0) }) else {
        return .texts(chosen)
      }
      throw WrongValue(
        node, "\(self) was expected, got '\(unknown)'\(didYouMean(unknown, among: words))")
    case .primary:
      if case .sequence = node { return .texts(try names(in: node, each: "name of a task")) }
      guard let text = node.text, !text.isEmpty else { throw wrong() }
      return .text(text)
    case .targets: return .targets(try targets(in: node))
    case .folder, .column, .phrase:
      guard let text = node.text, !text.isEmpty else { throw wrong() }
      return .text(text)
    case .amount(let allowsRest):
      guard let text = node.text, let amount = HeldOut.Amount(rawValue: text),
        allowsRest || amount != .rest
      else { throw wrong() }
      return .text(text)
    case .budget:
      guard let text = node.text, Budget(rawValue: text) != nil else { throw wrong() }
      return .text(text)
    case .time:
      guard let text = node.text, case .seconds? = Budget(rawValue: text) else { throw wrong() }
      return .text(text)
    case .memory:
      guard let text = node.text, MemorySize(rawValue: text) != nil else { throw wrong() }
      return .text(text)
    case .words:
      guard case .sequence(let elements) = node, !elements.isEmpty else {
        throw wrong(node.text.map { ": write \(CommandWords(of: $0))" } ?? "")
      }
      var words: [String] = []
      for element in elements {
        guard let word = element.scalar?.string else {
          throw WrongValue(
            element, "a word was expected, got \(found(element))\(CommandWords.hint(for: element))")
        }
        words.append(word)
      }
      return .texts(words)
    case .variables: return .map(try variables(in: node))
    case .tasks:
      // Several targets need no other tasks.
      if case .sequence(let elements) = node, elements.isEmpty { return .texts([]) }
      return .texts(try names(in: node, each: "name of a task"))
    case .folders:
      if let path = node.text, !path.isEmpty { return .texts([path]) }
      return .texts(try names(in: node, each: "path of a folder"))
    case .files:
      if let path = node.text, !path.isEmpty { return .texts([path]) }
      return .texts(try names(in: node, each: "path of a file"))
    case .textOrList: return try textOrList(node)
    case .labels:
      if case .mapping(let mapping) = node { return try pairs(mapping, of: node) }
      return .texts(try names(in: node, each: "label"))
    case .columns(let count):
      if let name = node.text, !name.isEmpty { return .texts([name]) }
      let names = try names(in: node, each: "name of a column")
      guard count.contains(names.count) else { throw wrong(" of \(names.count)") }
      return .texts(names)
    }
  }

  /// Reads a map of names to texts; a number or a boolean is the text that was written.
  private func variables(in node: Node) throws(WrongValue) -> [String: String] {
    guard case .mapping(let mapping) = node else {
      throw WrongValue(node, "\(self) was expected, got \(found(node))")
    }
    var variables: [String: String] = [:]
    for (key, value) in mapping {
      guard let name = key.text, !name.isEmpty, !name.contains("="), !name.contains("\0") else {
        throw WrongValue(key, "the name of a variable was expected, got \(found(key))")
      }
      guard let text = value.text, !text.contains("\0") else {
        throw WrongValue(value, "'\(name)': a text was expected, got \(found(value))")
      }
      variables[name] = text
    }
    return variables
  }

  /// Reads a list of texts of which none is empty.
  private func names(in node: Node, each: String) throws(WrongValue) -> [String] {
    guard case .sequence(let elements) = node else {
      let hint = node.text.map { ": write [\($0)]" } ?? ""
      throw WrongValue(node, "\(self) was expected, got \(found(node))\(hint)")
    }
    guard !elements.isEmpty else {
      throw WrongValue(node, "at least one \(each) was expected, got an empty list")
    }
    var names: [String] = []
    for element in elements {
      guard let name = element.text, !name.isEmpty else {
        throw WrongValue(element, "the \(each) was expected, got \(found(element))")
      }
      names.append(name)
    }
    return names
  }
}

extension Node {
  /// Whether the value is empty or null.
  var isNull: Bool { scalar?.style == .plain && tag.description == Tag.Name.null.rawValue }

  /// The text of a scalar, quoted or not, unless it is null.
  var text: String? { isNull ? nil : scalar?.string }

  /// The text of a scalar without quotes, which alone can be a number.
  var plainText: String? { scalar.flatMap { $0.style == .plain ? $0.string : nil } }
}

/// A description of a node for messages.
func found(_ node: Node) -> String {
  switch node {
  case .scalar where node.isNull: "nothing"
  case .scalar(let scalar) where scalar.style == .plain: shortened(scalar.string)
  case .scalar(let scalar): "the text '\(shortened(scalar.string))'"
  case .sequence: "a list"
  case .mapping: "keys of its own"
  case .alias: "an alias"
  }
}

/// The beginning of a text, on one line.
private func shortened(_ text: String) -> String {
  let line = text.prefix(41).map { $0.isNewline ? " " : String($0) }
  return line.count > 40 ? line.prefix(40).joined() + "…" : line.joined()
}

/// A finite number in decimal digits.
func decimal(_ text: String) -> Double? {
  guard text.allSatisfy({ "0123456789+-.eE".contains($0) }), let value = Double(text),
    value.isFinite
  else { return nil }
  return value
}
