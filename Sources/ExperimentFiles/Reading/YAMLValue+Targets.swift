import Multitask
import Yams

/// The values that say by which scores mixtures are judged.
extension ExperimentKind {
  /// Reads targets: a weight of each, or the keys of each.
  func targets(in node: Node) throws(WrongValue) -> [NamedTarget] {
    guard case .mapping(let mapping) = node, !mapping.isEmpty else {
      throw WrongValue(node, "\(self) was expected, got \(found(node))")
    }
    var targets: [NamedTarget] = []
    for (key, value) in mapping {
      guard let name = key.text, !name.isEmpty else {
        throw WrongValue(key, "the name of a task was expected, got \(found(key))")
      }
      if targets.contains(where: { $0.name == name }) {
        throw WrongValue(key, "the target '\(name)' occurs twice")
      }
      targets.append(try target(name, value))
    }
    return targets
  }

  private func target(_ name: String, _ node: Node) throws(WrongValue) -> NamedTarget {
    guard case .mapping(let mapping) = node else {
      return NamedTarget(name, weight: try number(node, of: name, above: true))
    }
    var target = NamedTarget(name)
    for (key, value) in mapping {
      switch key.text {
      case "weight": target.weight = try number(value, of: "\(name).weight", above: true)
      case "lose_at_most":
        target.loseAtMost = try number(value, of: "\(name).lose_at_most", above: false)
      default:
        throw WrongValue(
          key, "'\(name)': the keys weight and lose_at_most were expected, got \(found(key))")
      }
    }
    return target
  }

  private func number(
    _ node: Node, of name: String, above: Bool
  ) throws(WrongValue) -> Double {
    let largest = 1e6
    guard let value = node.plainText.flatMap(decimal), above ? value > 0 : value >= 0,
      value <= largest
    else {
      throw WrongValue(
        node,
        "'\(name)': a number \(above ? "above" : "of at least") 0 and at most \(Int(largest)) was "
          + "expected, got \(found(node))")
    }
    return value
  }
}
