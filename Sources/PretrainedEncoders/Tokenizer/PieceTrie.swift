/// A trie of the tokens of a vocabulary by bytes, for longest-prefix search.
struct PieceTrie: Sendable {
  private var children: [Int: Int32] = [:]
  private var tokens: [Int32] = [-1]

  /// Adds a token; a later equal token replaces an earlier one.
  mutating func insert(_ text: some Sequence<UInt8>, token: Int32) {
    var node = 0
    for byte in text {
      if let child = children[node << 8 | Int(byte)] {
        node = Int(child)
      } else {
        children[node << 8 | Int(byte)] = Int32(tokens.count)
        node = tokens.count
        tokens.append(-1)
      }
    }
    tokens[node] = token
  }

  /// Returns the node of a text, if any token starts with it.
  func node(of text: some Sequence<UInt8>) -> Int? {
    var node = 0
    for byte in text {
      guard let child = children[node << 8 | Int(byte)] else { return nil }
      node = Int(child)
    }
    return node
  }

  /// Returns the token that equals a text, if there is one.
  func token(_ text: some Sequence<UInt8>) -> Int32? {
    node(of: text).flatMap { tokens[$0] < 0 ? nil : tokens[$0] }
  }

  /// Returns the token of the longest prefix of some bytes, starting at a node, and its end.
  func longest(
    in bytes: [UInt8], _ range: Range<Int>, from start: Int
  ) -> (token: Int32, end: Int)? {
    var node = start
    var found: (token: Int32, end: Int)?
    for index in range {
      guard let child = children[node << 8 | Int(bytes[index])] else { break }
      node = Int(child)
      if tokens[node] >= 0 { found = (tokens[node], index + 1) }
    }
    return found
  }
}
