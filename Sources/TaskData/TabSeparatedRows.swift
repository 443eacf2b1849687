/// Rows of fields between tabs; nothing is quoted and nothing escaped.
///
/// Works on bytes: a row costs no allocation until a field is asked for.
struct TabSeparatedRows {
  private let bytes: [UInt8]
  private var next: Int
  private var fields: [Range<Int>] = []

  /// The line of the current row, from one.
  private(set) var line = 0

  /// Starts before the first row; a byte-order mark is passed over.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    next = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// The number of fields in the current row.
  var count: Int { fields.count }

  /// The text of a field of the current row.
  subscript(field: Int) -> String { String(decoding: bytes[fields[field]], as: UTF8.self) }

  /// The texts of all fields of the current row.
  var texts: [String] { fields.indices.map { self[$0] } }

  /// Goes to the next row, which ends at a line feed, a carriage return before it left out.
  ///
  /// - Returns: Whether there is one.
  mutating func advance() -> Bool {
    guard next < bytes.count else { return false }
    line += 1
    fields.removeAll(keepingCapacity: true)
    var start = next
    while next < bytes.count, bytes[next] != UInt8(ascii: "\n") {
      if bytes[next] == UInt8(ascii: "\t") {
        fields.append(start..<next)
        start = next + 1
      }
      next += 1
    }
    let hasReturn = next > start && bytes[next - 1] == UInt8(ascii: "\r")
    fields.append(start..<(hasReturn ? next - 1 : next))
    next += 1
    return true
  }

  /// Returns whether a field of the current row holds exactly these bytes.
  func field(_ field: Int, equals text: [UInt8]) -> Bool {
    bytes[fields[field]].elementsEqual(text)
  }
}

/// Returns the offset of the first byte that begins no valid UTF-8 sequence, if there is one.
///
/// Follows table 3-7 of the Unicode standard, version 15.
func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
  var place = 0
  while place < bytes.count {
    let lead = bytes[place]
    if lead < 0x80 {
      place += 1
      continue
    }
    // The range of the second byte is narrower after four of the leads.
    let (length, second): (Int, ClosedRange<UInt8>)
    switch lead {
    case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return place
    }
    guard place + length <= bytes.count, second.contains(bytes[place + 1]) else { return place }
    for offset in 2..<max(length, 2) where bytes[place + offset] & 0xc0 != 0x80 { return place }
    place += length
  }
  return nil
}
