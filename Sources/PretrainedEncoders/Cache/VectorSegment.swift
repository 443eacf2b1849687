import Foundation

/// A file of vectors of texts: a header, the texts' hashes with their rows, and the numbers.
///
/// All numbers are little-endian. The header is eight letters, the number of texts, the width, the bytes
/// of a number, and the hash of these and of the table that follows.
struct VectorSegment: Sendable {
  /// The extension of segments.
  static let suffix = "vectors"

  private static let mark = Array("autosem1".utf8)
  private static let headLength = 48
  private static let rowLength = 24

  /// The texts' hashes, and the starts of their vectors in the file.
  let entries: [(key: WideHash, start: Int, rows: Int)]

  private let contents: Data
  private let numbers: StoredNumber

  /// Reads a file's table, or returns nil if the file is damaged or has other vectors.
  init?(_ contents: Data, width: Int, numbers: StoredNumber) {
    let bytes = contents.span
    guard bytes.count >= Self.headLength,
      Self.mark.indices.allSatisfy({ contents[$0] == Self.mark[$0] })
    else { return nil }
    let count = bytes.word(at: 8, of: UInt64.self)
    guard count <= UInt64((bytes.count - Self.headLength) / Self.rowLength),
      bytes.word(at: 16, of: UInt64.self) == UInt64(width),
      bytes.word(at: 24, of: UInt64.self) == UInt64(numbers.byteCount)
    else { return nil }
    let table = Self.headLength + Self.rowLength * Int(count)
    var hash = WideHash()
    for offset in 0..<32 { hash.absorb(bytes[offset]) }
    for offset in Self.headLength..<table { hash.absorb(bytes[offset]) }
    guard bytes.word(at: 32, of: UInt128.self) == hash.value else { return nil }

    let rowBytes = width * numbers.byteCount
    var entries: [(key: WideHash, start: Int, rows: Int)] = []
    entries.reserveCapacity(Int(count))
    var start = table
    for row in stride(from: Self.headLength, to: table, by: Self.rowLength) {
      let rows = bytes.word(at: row + 16, of: UInt64.self)
      guard rows <= UInt64((bytes.count - start) / rowBytes) else { return nil }
      entries.append((WideHash(value: bytes.word(at: row, of: UInt128.self)), start, Int(rows)))
      start += rowBytes * Int(rows)
    }
    guard start == bytes.count else { return nil }
    self.entries = entries
    self.contents = contents
    self.numbers = numbers
  }

  /// Appends numbers that start at a byte of the file.
  func read(from start: Int, count: Int, into values: inout OutputSpan<Float>) {
    numbers.read(contents.span, from: start, count: count, into: &values)
  }

  /// Returns the file of some texts' vectors.
  static func bytes(
    _ keys: [WideHash], _ rows: [Int], _ values: [Float], width: Int, numbers: StoredNumber
  ) -> [UInt8] {
    var table: [UInt8] = []
    for (key, rows) in zip(keys, rows) {
      table.append(word: key.value)
      table.append(word: UInt64(rows))
    }
    var bytes = mark
    bytes.reserveCapacity(headLength + table.count + values.count * numbers.byteCount)
    for number in [keys.count, width, numbers.byteCount] { bytes.append(word: UInt64(number)) }
    var hash = WideHash()
    for byte in bytes { hash.absorb(byte) }
    for byte in table { hash.absorb(byte) }
    bytes.append(word: hash.value)
    bytes += table
    numbers.write(values, to: &bytes)
    return bytes
  }
}
