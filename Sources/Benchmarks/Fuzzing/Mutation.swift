import GSLNumerics

/// Changes of the kind that break readers.
enum Mutation {
  /// Texts that are valid in one place and a trap in another.
  private static let words: [String] = [
    "9223372036854775807", "-9223372036854775808", "18446744073709551616", "-1", "0", "1e999",
    "-1e-999",
    "NaN", "Infinity", "null", "true", "[]", "{}", "[", "{", "}", "]", "\"", "'", ",", ":", ";",
    "\t", "\n", "\r\n",
    "\\u0000", "\\", "#", "&a", "*a", "<<: *a", "|", ">", "- ", "--- ", "? ", "\u{FEFF}",
    "\u{1B}[2J", "\u{202E}",
    "\u{2028}", "e\u{301}", "🏳️‍🌈", "../", "/", "~", "$", "%41",
  ]

  /// Bytes that are no text in UTF-8.
  private static let wrongBytes: [[UInt8]] = [
    [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE],
  ]

  private static let tokens = words.map { Array($0.utf8) } + wrongBytes

  /// Returns a text after one to eight changes.
  ///
  /// - Parameter stream: Draws the changes.
  static func of(_ original: [UInt8], using stream: RandomStream) -> [UInt8] {
    var bytes = original
    for _ in 0...stream.integer(below: 8) { change(&bytes, using: stream) }
    return bytes
  }

  private static func change(_ bytes: inout [UInt8], using stream: RandomStream) {
    let place = stream.integer(below: bytes.count + 1)
    let end = min(place + 1 + stream.integer(below: 1 << stream.integer(below: 8)), bytes.count)
    switch stream.integer(below: 8) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(stream.integer(below: 8))
    case 1 where place < bytes.count: bytes[place] = UInt8(stream.integer(below: 256))
    case 2: bytes.removeSubrange(min(place, end)..<end)
    case 3: bytes.insert(contentsOf: bytes[min(place, end)..<end], at: place)
    case 4: bytes.removeSubrange(place...)
    case 5 where bytes.count < 1 << 20:
      let part = Array(bytes[min(place, end)..<end])
      for _ in 0..<stream.integer(below: 64) { bytes.insert(contentsOf: part, at: place) }
    default: bytes.insert(contentsOf: tokens[stream.integer(below: tokens.count)], at: place)
    }
  }
}
