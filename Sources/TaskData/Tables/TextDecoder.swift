/// Converts the text of a file to UTF-8, chunk by chunk.
struct TextDecoder {
  private let encoding: TextEncoding

  /// The UTF-8 of each byte, in an encoding of one byte a character.
  private let characters: [[UInt8]]

  /// The order of the bytes of UTF-16; nil before the first character.
  private var isBigEndian: Bool?

  /// The bytes of a character whose rest is in the next chunk.
  private var pending: [UInt8] = []

  /// The number of bytes that were converted.
  private var offset = 0

  /// A text that violates its encoding.
  struct Problem: Error {
    /// What is wrong, as a phrase.
    let reason: String
  }

  /// Creates a decoder; nil for UTF-8, which needs none.
  init?(_ encoding: TextEncoding) {
    guard encoding != .utf8 else { return nil }
    self.encoding = encoding
    characters =
      encoding == .utf16
      ? [] : (0...255).map { Array(String(encoding.scalar(of: UInt8($0))).utf8) }
  }

  /// Returns the UTF-8 of the next bytes, less what only the bytes after them complete.
  mutating func utf8(of bytes: [UInt8]) throws(Problem) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    guard encoding == .utf16 else {
      for byte in bytes {
        if byte < 0x80 { text.append(byte) } else { text += characters[Int(byte)] }
      }
      return text
    }
    let units = pending + bytes
    var position = 0
    while position + 1 < units.count {
      let unit = unit(in: units, at: position)
      guard unit & 0xf800 == 0xd800 else {
        // The mark itself is no text.
        if unit < 0x80 {
          text.append(UInt8(unit))
        } else if unit != 0xfeff || offset + position > 0 {
          text += String(decoding: CollectionOfOne(unit), as: UTF16.self).utf8
        }
        position += 2
        continue
      }
      guard unit < 0xdc00 else { throw half(at: position) }
      guard position + 3 < units.count else { break }
      let low = self.unit(in: units, at: position + 2)
      guard low & 0xfc00 == 0xdc00 else { throw half(at: position) }
      text += String(decoding: [unit, low], as: UTF16.self).utf8
      position += 4
    }
    pending = Array(units[position...])
    offset += position
    return text
  }

  /// Checks that the text does not end within a character.
  func end() throws(Problem) {
    guard pending.isEmpty else { throw Problem(reason: "it ends within a character of UTF-16") }
  }

  private mutating func unit(in bytes: [UInt8], at position: Int) -> UInt16 {
    let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
    let isBig = isBigEndian ?? (first == 0xfe && second == 0xff || first == 0 && second != 0)
    isBigEndian = isBig
    return isBig ? first << 8 | second : second << 8 | first
  }

  private func half(at position: Int) -> Problem {
    Problem(reason: "its byte \(offset + position) is half of a surrogate pair of UTF-16")
  }
}
