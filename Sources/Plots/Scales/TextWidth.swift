/// The width of texts in a plot, estimated: a drawing cannot ask for the reader's font.
enum TextWidth {
  /// Returns the width of a text at 12 pixels.
  static func estimate(_ text: String) -> Double {
    text.reduce(0) { $0 + width(of: $1) }
  }

  /// Returns a text, cut to a width.
  static func shortened(_ text: String, to most: Double) -> String {
    guard estimate(text) > most else { return text }
    var (result, total) = ("", width(of: "…"))
    for character in text {
      total += width(of: character)
      guard total <= most else { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Those of East Asia and pictures are about twice as wide.
  private static func width(of character: Character) -> Double {
    character.unicodeScalars.contains { $0.value >= 0x2E80 } ? 12.5 : 6.8
  }
}
