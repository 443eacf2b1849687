import Yams

/// The values that say how a table is laid out.
extension ExperimentKind {
  /// Reads a text, of which a list has several; texts may be empty.
  func textOrList(_ node: Node) throws(WrongValue) -> ExperimentValue {
    guard case .sequence(let elements) = node else {
      guard let text = node.text else {
        throw WrongValue(node, "\(self) was expected, got \(found(node))")
      }
      return .text(text)
    }
    var texts: [String] = []
    for element in elements {
      guard let text = element.text else {
        throw WrongValue(element, "a text was expected, got \(found(element))")
      }
      texts.append(text)
    }
    return .texts(texts)
  }

  /// Reads texts by other texts.
  func pairs(_ mapping: Node.Mapping, of node: Node) throws(WrongValue) -> ExperimentValue {
    guard !mapping.isEmpty else { throw WrongValue(node, "\(self) was expected, got an empty map") }
    var pairs: [String: String] = [:]
    for (key, value) in mapping {
      guard let text = key.scalar?.string else {
        throw WrongValue(key, "a text of the file was expected, got \(found(key))")
      }
      guard let label = value.text, !label.isEmpty else {
        throw WrongValue(value, "the label was expected, got \(found(value))")
      }
      pairs[text] = label
    }
    return .map(pairs)
  }
}
