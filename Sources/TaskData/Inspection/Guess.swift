/// A key of a task in an experiment file, with the value that a file suggests and why.
public struct Guess: Equatable, Sendable {
  /// The key, such as `delimiter`.
  public let key: String

  /// The value as YAML.
  public let value: String

  /// The reason, as a phrase.
  public let reason: String

  /// Creates a guess.
  public init(key: String, value: String, reason: String) {
    self.key = key
    self.value = value
    self.reason = reason
  }
}

extension [Guess] {
  /// The keys as lines of a task in an experiment file, each reason as a comment; an empty one makes none.
  ///
  /// - Parameter widest: The longest key and value whose comment stands in the column of the others.
  public func lines(widest: Int = .max) -> [String] {
    let texts = map { "\($0.key): \($0.value)" }
    let width = texts.map(\.count).filter { $0 <= widest }.max() ?? 0
    return zip(self, texts).map { guess, text in
      let padding = String(repeating: " ", count: Swift.max(width - text.count, 0))
      return "    \(text)" + (guess.reason.isEmpty ? "" : "\(padding)  # \(guess.reason)")
    }
  }
}

extension Guess {
  /// Returns a text as YAML has it.
  public static func yaml(_ text: String) -> String {
    if isPlain(text) { return text }
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\t": quoted += "\\t"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "\"\(quoted)\""
  }

  /// Returns the only text, or a list of texts, as YAML has it.
  public static func yaml(_ texts: [String]) -> String {
    texts.count == 1 ? yaml(texts[0]) : "[\(texts.map(yaml).joined(separator: ", "))]"
  }

  /// Whether YAML reads a text as itself without quotes.
  private static func isPlain(_ text: String) -> Bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    guard let first = text.unicodeScalars.first, first != "-", first != ".", text.last != " ",
      first != " ", !words.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-./ ".unicodeScalars.contains($0)
    }
  }
}
