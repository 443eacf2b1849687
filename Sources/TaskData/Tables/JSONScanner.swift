/// Finds the values of a JSON object, with their positions.
///
/// Follows RFC 8259 <https://www.rfc-editor.org/rfc/rfc8259>.
struct JSONScanner {
  /// The kind of a value.
  enum Kind: Equatable {
    case text(hasEscapes: Bool)
    case number, boolean, null, list, object
  }

  /// A value and its bytes; for a text, the bytes between the quotes.
  struct Value: Equatable {
    let kind: Kind
    let range: Range<Int>
  }

  /// The problem and its position.
  struct Problem: Error {
    let position: Int
    let found: String
    let expected: String

    init(at position: Int, _ found: String, _ expected: String) {
      self.position = position
      self.found = found
      self.expected = expected
    }
  }

  /// The largest nesting depth of lists and objects.
  static let deepest = 128

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    self.end = end
    position = start
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
  }

  /// Reads an object to the end of the text, key by key.
  ///
  /// - Parameter body: Takes a key, its escapes resolved, and its value.
  mutating func readObject(
    _ body: (_ key: [UInt8], Value) throws(Problem) -> Void
  ) throws(Problem) {
    skipSpace()
    guard next == UInt8(ascii: "{") else { throw wrong("a JSON object such as {\"text\": \"a\"}") }
    try readMembers(depth: 1, body)
    skipSpace()
    guard position == end else { throw wrong("the end of the line") }
  }

  private mutating func readMembers(
    depth: Int, _ body: (_ key: [UInt8], Value) throws(Problem) -> Void
  ) throws(Problem) {
    position += 1
    skipSpace()
    if take("}") { return }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw wrong("a key in quotes") }
      let key = try readText()
      skipSpace()
      guard take(":") else { throw wrong("a colon") }
      let value = try readValue(depth: depth)
      let name = bytes[key.range]
      try body(key.kind == .text(hasEscapes: true) ? Self.unescaped(name) : Array(name), value)
      skipSpace()
      if take("}") { return }
      guard take(",") else { throw wrong("a comma or a closing brace") }
    }
  }

  private mutating func readList(depth: Int) throws(Problem) {
    position += 1
    skipSpace()
    if take("]") { return }
    while true {
      _ = try readValue(depth: depth)
      skipSpace()
      if take("]") { return }
      guard take(",") else { throw wrong("a comma or a closing bracket") }
    }
  }

  private mutating func readValue(depth: Int) throws(Problem) -> Value {
    skipSpace()
    let start = position
    let kind: Kind
    switch next {
    case UInt8(ascii: "\""): return try readText()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < Self.deepest else { throw wrong("at most \(Self.deepest) levels") }
      kind = next == UInt8(ascii: "{") ? .object : .list
      if kind == .object {
        try readMembers(depth: depth + 1) { _, _ in }
      } else {
        try readList(depth: depth + 1)
      }
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte):
      try readNumber()
      kind = .number
    default:
      let words: [(StaticString, Kind)] = [
        ("true", .boolean), ("false", .boolean), ("null", .null),
      ]
      guard let word = words.first(where: { takeWord($0.0) }) else { throw wrong("a JSON value") }
      kind = word.1
    }
    return Value(kind: kind, range: start..<position)
  }

  // MARK: - Scalars

  private mutating func readNumber() throws(Problem) {
    let start = position
    _ = take("-")
    if !take("0") { try readDigits(start) }
    if take(".") { try readDigits(start) }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try readDigits(start)
    }
    // 01 and 1x are not numbers.
    if let next, isDigit(next) || isLetter(next) || next == UInt8(ascii: ".") {
      throw Problem(at: start, "what begins like a number", "a JSON number was expected")
    }
  }

  private mutating func readDigits(_ start: Int) throws(Problem) {
    guard let next, isDigit(next) else {
      throw Problem(at: start, "what begins like a number", "a JSON number was expected")
    }
    while let digit = self.next, isDigit(digit) { position += 1 }
  }

  private mutating func readText() throws(Problem) -> Value {
    position += 1
    let start = position
    var hasEscapes = false
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return Value(kind: .text(hasEscapes: hasEscapes), range: start..<position - 1)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try readEscape()
      case ..<0x20: throw wrong("an escape such as \\n or \\t for a control character")
      default: position += 1
      }
    }
    throw Problem(at: start - 1, "a quote", "another one that closes it was expected")
  }

  private mutating func readEscape() throws(Problem) {
    let start = position
    position += 1
    switch next {
    case UInt8(ascii: "u"):
      position += 1
      guard let unit = readUnit() else {
        throw Problem(at: start, "\\u", "four hexadecimal digits were expected after it")
      }
      guard unit & 0xf800 == 0xd800 else { return }
      // A character above U+FFFF is written as a surrogate pair.
      guard unit < 0xdc00, take("\\"), take("u"), let low = readUnit(), low & 0xfc00 == 0xdc00
      else {
        throw Problem(at: start, "half a surrogate pair", "both halves were expected")
      }
    case let letter? where Self.escapes[letter] != nil: position += 1
    default:
      throw Problem(
        at: start, "a backslash", "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u was expected")
    }
  }

  private mutating func readUnit() -> UInt16? {
    guard position + 4 <= end else { return nil }
    let digits = bytes[position..<position + 4]
    guard digits.allSatisfy({ isDigit($0) || (0x61...0x66).contains($0 | 0x20) }) else {
      return nil
    }
    position += 4
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  // MARK: - Bytes

  private var next: UInt8? { position < end ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let next, Self.isSpace(next) { position += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func takeWord(_ word: StaticString) -> Bool {
    let letters = word.description.utf8
    guard bytes[position..<end].starts(with: letters) else { return false }
    position += letters.count
    return true
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  private func wrong(_ expected: String) -> Problem {
    let rest = String(decoding: bytes[position..<end].prefix(40), as: UTF8.self).prefix(12)
    return Problem(
      at: position, rest.isEmpty ? "the end of the line" : "'\(rest)'", "\(expected) was expected")
  }
}

extension JSONScanner {
  /// The character of a letter after a backslash.
  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c,
    UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
  ]

  /// Returns a text with its escapes resolved.
  static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var units: [UInt16] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
        result.append(byte)
        continue
      }
      guard letter == UInt8(ascii: "u") else {
        result.append(escapes[letter] ?? letter)
        continue
      }
      let digits = String(decoding: rest.prefix(4), as: UTF8.self)
      rest = rest.dropFirst(4)
      units.append(UInt16(digits, radix: 16) ?? 0)
      // The halves of a surrogate pair are adjacent.
      if units.count == 1, units[0] & 0xfc00 == 0xd800 { continue }
      result += String(decoding: units, as: UTF16.self).utf8
      units.removeAll()
    }
    return result
  }
}
