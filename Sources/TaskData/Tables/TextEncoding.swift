/// The encoding of a text file.
public enum TextEncoding: String, CaseIterable, Sendable, Codable {
  /// UTF-8, with or without byte-order mark.
  case utf8 = "utf-8"
  /// UTF-16; without byte-order mark the zero bytes of its first character tell the order.
  case utf16 = "utf-16"
  /// ISO 8859-1, every byte a character.
  case latin1 = "latin-1"
  /// Latin-1 with quotation marks, dashes and the euro sign in place of control characters.
  case windows1252 = "windows-1252"

  /// The encoding whose byte-order mark a file begins with, or the name of one that is not read.
  static func marked(_ head: [UInt8]) -> (encoding: TextEncoding?, name: String)? {
    switch (head.first, head.dropFirst().first) {
    case (0xff, 0xfe) where head.dropFirst(2).starts(with: [0, 0]): (nil, "UTF-32")
    case (0, 0) where head.dropFirst(2).starts(with: [0xfe, 0xff]): (nil, "UTF-32")
    case (0xff, 0xfe), (0xfe, 0xff): (.utf16, "UTF-16")
    case (0xef, 0xbb) where head.dropFirst(2).first == 0xbf: (.utf8, "UTF-8")
    default: nil
    }
  }

  /// The likely encoding of a text that is not UTF-8.
  static func likely(_ text: ArraySlice<UInt8>) -> TextEncoding {
    var rest = text
    while let wrong = firstInvalidUTF8(in: rest) {
      if (0x80...0x9f).contains(rest[wrong]) { return .windows1252 }
      rest = rest[(wrong + 1)...]
    }
    return .latin1
  }

  /// What a byte that is not UTF-8 means if this is the encoding, as a phrase.
  func name(of byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    let scalar = scalar(of: byte)
    let isControl = scalar.properties.generalCategory == .control
    return "it is 0x\(digits)" + (isControl ? "" : ", '\(scalar)' in \(rawValue)")
  }

  /// The character of a byte in an encoding of one byte a character.
  func scalar(of byte: UInt8) -> Unicode.Scalar {
    guard self == .windows1252, (0x80...0x9f).contains(byte) else { return Unicode.Scalar(byte) }
    return Self.windowsScalars[Int(byte) - 0x80]
  }

  /// Follows <https://encoding.spec.whatwg.org/#windows-1252>: the five bytes without a character are
  /// control characters.
  private static let windowsScalars = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ".unicodeScalars)
}
