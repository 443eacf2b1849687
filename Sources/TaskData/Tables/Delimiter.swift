/// The delimiter between the fields of a row.
public enum Delimiter: Equatable, Sendable {
  /// One text between all fields.
  case everywhere(String)
  /// Several texts in turn, each once; the rest of the row after the last is one field.
  case inTurn([String])

  /// Whether it can separate fields: no text is empty or contains a line end.
  public var isUsable: Bool {
    let texts: [String] =
      switch self {
      case .everywhere(let text): [text]
      case .inTurn(let texts): texts
      }
    return !texts.isEmpty && texts.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isNewline) }
  }

  /// The delimiter as a phrase.
  public var phrase: String {
    switch self {
    case .everywhere("\t"): "tabs"
    case .everywhere(let text): "'\(text)'"
    case .inTurn(let texts):
      texts.map { $0 == "\t" ? "a tab" : "'\($0)'" }.joined(separator: ", then ")
    }
  }
}

extension Delimiter: Codable {
  /// Decodes a text or a list of texts.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .everywhere(text)
    } else {
      self = .inTurn(try container.decode([String].self))
    }
  }

  /// Encodes a text or a list of texts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .everywhere(let text): try container.encode(text)
    case .inTurn(let texts): try container.encode(texts)
    }
  }
}
