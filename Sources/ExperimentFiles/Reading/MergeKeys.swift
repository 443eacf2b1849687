import Yams

/// The merge keys of a text: `<<: *anchor` adds the keys of the anchored mapping to those of its own mapping, which
/// take precedence.
struct MergeKeys {
  /// A key and its value, with their own positions in the text.
  typealias Pair = (key: Node, value: Node)

  /// The name of a merge key.
  static let name = "<<"

  /// The pairs of each mapping that was merged, by its line and column: aliases can double a mapping many times.
  private var pairs: [[Int]: [Pair]] = [:]

  /// Returns the pairs that a merge key adds, each name once; of several mappings the earlier takes precedence.
  ///
  /// - Throws: `WrongValue` unless the value is a mapping, or a list of mappings.
  mutating func pairs(of value: Node) throws(WrongValue) -> [Pair] {
    switch value {
    case .mapping(let mapping): return try all(mapping)
    case .sequence(let elements):
      var merged: [Pair] = []
      for element in elements {
        guard case .mapping(let mapping) = element else { throw wrong(element) }
        merged += try all(mapping)
      }
      return distinct(merged)
    default: throw wrong(value)
    }
  }

  /// Returns a mapping's own pairs and those of its merge keys.
  private mutating func all(_ mapping: Node.Mapping) throws(WrongValue) -> [Pair] {
    let position = mapping.mark.map { [$0.line, $0.column] } ?? []
    if let known = pairs[position] { return known }
    var (own, merged): ([Pair], [Pair]) = ([], [])
    for (key, value) in mapping {
      if key.text == Self.name {
        merged += try pairs(of: value)
      } else {
        own.append((key, value))
      }
    }
    let all = distinct(own + merged)
    pairs[position] = all
    return all
  }

  private func distinct(_ pairs: [Pair]) -> [Pair] {
    var names: Set<String> = []
    return pairs.filter { names.insert($0.key.text ?? "").inserted }
  }

  private func wrong(_ node: Node) -> WrongValue {
    WrongValue(
      node,
      "'\(Self.name)': an alias of keys, such as *shared, or a list of such was expected, got "
        + found(node))
  }
}
