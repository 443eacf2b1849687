extension String {
  /// The text without what could change a terminal: controls, line ends and marks of direction are replaced.
  public var forTerminal: String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        text.append("\u{FFFD}")
      // A joiner is part of an emoji; other formats turn the direction of what follows.
      case .format where scalar != "\u{200D}": text.append("\u{FFFD}")
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// The columns that the text takes on a terminal.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text in at most so many columns; what is cut off is an ellipsis.
  func cut(to width: Int) -> String {
    guard columns > width else { return self }
    guard width > 0 else { return "" }
    var (text, used) = ("", 0)
    for character in self {
      guard used + character.columns <= width - 1 else { break }
      text.append(character)
      used += character.columns
    }
    return text + "…"
  }

  /// The text in exactly so many columns, with spaces after it.
  func padded(to width: Int) -> String {
    let text = cut(to: width)
    return text + String(repeating: " ", count: max(width - text.columns, 0))
  }
}

extension Character {
  /// The columns of the character: none, one or two.
  fileprivate var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.properties.generalCategory == .nonspacingMark { return 0 }
    if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
    // The wide and full-width ranges of UAX #11.
    return switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
