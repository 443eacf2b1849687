import Yams

/// The words of a command that was written as one text, as a list in YAML.
struct CommandWords: CustomStringConvertible {
  private let words: [String]

  /// Splits a text at spaces outside of quotes, as a shell would.
  init(of text: String) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        (quote, word) = (character, word ?? "")
      } else if quote == nil, character.isWhitespace {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    self.words = words + [word].compactMap(\.self)
  }

  /// The list, such as `[python3, score.py, "{file}"]`.
  var description: String { "[\(words.map(Self.quoted).joined(separator: ", "))]" }

  /// What to write instead of a placeholder without quotes, which YAML reads as keys; nothing for other values.
  static func hint(for node: Node) -> String {
    guard case .mapping(let mapping) = node, mapping.count == 1, let pair = mapping.first,
      let name = pair.key.text, pair.value.isNull
    else { return "" }
    return ": write \"{\(name)}\", in quotes"
  }

  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word != "-"
      && word.allSatisfy { $0.isLetter || $0.isNumber || "./_-+=~".contains($0) }
    return isPlain
      ? word : "\"\(word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
