/// Rows of fields between tabs; nothing is quoted and nothing escaped.
///
/// Works on bytes: a row costs no allocation until a field is read.
struct TabSeparatedRows {
  private let bytes: [UInt8]
  private var next: Int
  private var fields: [Range<Int>] = []

  /// The line of the current row, from one.
  private(set) var line = 0

  /// Starts before the first row and skips a byte-order mark.
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

  /// Goes to the next row, which ends at a line feed; a carriage return before it is left out, and empty
  /// lines are skipped.
  ///
  /// - Returns: Whether there is one.
  mutating func advance() -> Bool {
    repeat {
      guard readLine() else { return false }
    } while fields.count == 1 && fields[0].isEmpty
    return true
  }

  private mutating func readLine() -> Bool {
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
