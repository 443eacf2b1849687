/// Returns the end of the word that begins at a position, as GPT-2's expression finds it.
///
/// Follows Radford et al. (2019): an English contraction; letters, digits or other characters, with one
/// space before them; white space, whose last character goes to a word after it.
func endOfWord(in text: [Unicode.Scalar], from start: Int) -> Int {
  if text[start] == "'", let end = endOfContraction(in: text, from: start) { return end }
  let begin = text[start] == " " ? start + 1 : start
  if begin < text.count, text[begin].wordClass != .space {
    return endOfRun(in: text, from: begin)
  }
  let end = endOfRun(in: text, from: start)
  return end == text.count || end == start + 1 ? end : end - 1
}

private func endOfRun(in text: [Unicode.Scalar], from start: Int) -> Int {
  let kind = text[start].wordClass
  return text[start...].firstIndex { $0.wordClass != kind } ?? text.count
}

private func endOfContraction(in text: [Unicode.Scalar], from start: Int) -> Int? {
  for ending in ["s", "t", "re", "ve", "m", "ll", "d"]
  where text[(start + 1)...].starts(with: ending.unicodeScalars) {
    return start + 1 + ending.unicodeScalars.count
  }
  return nil
}

private enum WordClass {
  case letter, number, space, other
}

extension Unicode.Scalar {
  /// The class in version 16 of Unicode, whose tables the `tokenizers` library goes by.
  fileprivate var wordClass: WordClass {
    guard let age = properties.age, age <= (16, 0) else { return .other }
    return switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      .letter
    case .decimalNumber, .letterNumber, .otherNumber: .number
    default: properties.isWhitespace ? .space : .other
    }
  }
}
