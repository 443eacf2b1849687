/// A token that is matched in a text before the text is split, such as a special token.
struct AddedToken: Sendable {
  /// Its text, in UTF-8.
  let text: [UInt8]

  /// Its number.
  let token: Int32

  /// Whether it takes the white space before it.
  var takesSpaceBefore = false

  /// Whether it takes the white space after it.
  var takesSpaceAfter = false
}

/// An entry of `added_tokens` in `tokenizer.json`.
struct AddedTokenEntry: Decodable {
  let id: Int
  let content: String
  let singleWord: Bool
  let lstrip: Bool
  let rstrip: Bool
  let normalized: Bool
}

extension [AddedTokenEntry] {
  /// Returns the tokens, and adds those that come right after a vocabulary to it.
  ///
  /// - Parameters:
  ///   - vocabulary: The tokens in UTF-8, in the order of their numbers.
  ///   - normalizes: Whether texts are changed before they are split.
  ///   - path: The file.
  func tokens(
    extending vocabulary: inout [[UInt8]], normalizes: Bool, _ path: String
  ) throws(PretrainedEncoderError) -> [AddedToken] {
    var tokens: [AddedToken] = []
    for entry in sorted(by: { $0.id < $1.id }) {
      guard !entry.singleWord, !(entry.normalized && normalizes) else {
        throw .unsupported(
          path: path, key: "added_tokens", found: "'\(entry.content)' with rules of its own",
          expected: "a token that is taken as it stands")
      }
      let text = [UInt8](entry.content.utf8)
      if entry.id == vocabulary.count { vocabulary.append(text) }
      guard vocabulary.indices.contains(entry.id), vocabulary[entry.id] == text, !text.isEmpty
      else {
        throw .unsupported(
          path: path, key: "added_tokens", found: "'\(entry.content)': \(entry.id)",
          expected: "a token of the vocabulary, or the next number after it,")
      }
      tokens.append(
        AddedToken(
          text: text, token: Int32(entry.id), takesSpaceBefore: entry.lstrip,
          takesSpaceAfter: entry.rstrip))
    }
    return tokens
  }
}

/// Returns the tokens of a vocabulary in UTF-8, in the order of their numbers.
///
/// - Parameters:
///   - vocabulary: The number of each token.
///   - path: The file.
///   - advice: What would do instead.
func ordered(
  _ vocabulary: [String: Int], _ path: String, orElse advice: String = ""
) throws(PretrainedEncoderError) -> [[UInt8]] {
  var tokens = [[UInt8]?](repeating: nil, count: vocabulary.count)
  for (text, token) in vocabulary.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
    guard tokens.indices.contains(token), tokens[token] == nil else {
      throw .unsupported(
        path: path, key: "model.vocab", found: "'\(text)': \(token)",
        expected: "each number from 0 to \(vocabulary.count - 1) once\(advice)")
    }
    tokens[token] = Array(text.utf8)
  }
  return tokens.map { $0 ?? [] }
}
