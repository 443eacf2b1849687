extension String {
  /// The text with each character that would move a terminal's cursor, colour its text or turn its direction written as
  /// `\u{1B}`; line feeds and tabs stay.
  ///
  /// Names and excerpts come from files and commands of anyone.
  var visible: String {
    guard unicodeScalars.contains(where: \.isHidden) else { return self }
    return unicodeScalars.map { scalar in
      scalar.isHidden
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }
}

extension Unicode.Scalar {
  fileprivate var isHidden: Bool {
    self != "\n" && self != "\t"
      && (properties.generalCategory == .control || properties.isBidiControl)
  }
}
