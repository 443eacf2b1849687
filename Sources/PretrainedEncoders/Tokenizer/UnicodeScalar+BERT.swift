/// The classes of characters that BERT's splitting knows.
extension Unicode.Scalar {
  /// The general category that the character had in version 8 of Unicode, whose tables the
  /// `tokenizers` library goes by; nothing where it came later.
  private var category: Unicode.GeneralCategory? {
    switch value {
    case 0x166d, 0x111c9: return .otherPunctuation
    case 0x1734, 0x1171e: return .nonspacingMark
    case 0x1885, 0x1886: return .otherLetter
    case 0xa9bd: return .spacingMark
    default:
      guard let age = properties.age, age <= (8, 0) else { return nil }
      return properties.generalCategory
    }
  }

  /// Whether the character is dropped: control and format characters, those for private use, and the
  /// mark that stands for what could not be decoded.
  var isLeftOutByBERT: Bool {
    switch value {
    case 0x09, 0x0a, 0x0d: false
    case 0xfffd: true
    default:
      switch category {
      case .control, .format, .privateUse: true
      default: false
      }
    }
  }

  /// Whether the character is a mark that goes with the accents.
  var isNonspacingToBERT: Bool { category == .nonspacingMark }

  /// Whether the character is a word of its own.
  var isPunctuationToBERT: Bool {
    switch category {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }

  /// Whether the character is Chinese, and so a word of its own.
  ///
  /// The ranges are those of the `tokenizers` library, a gap before U+2B920 included.
  var isChineseToBERT: Bool {
    switch value {
    case 0x4e00...0x9fff, 0x3400...0x4dbf, 0x20000...0x2a6df, 0x2a700...0x2b73f,
      0x2b740...0x2b81f, 0x2b920...0x2ceaf, 0xf900...0xfaff, 0x2f800...0x2fa1f:
      true
    default: false
    }
  }
}
