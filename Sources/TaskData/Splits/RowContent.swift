import Foundation
import GSLNumerics

/// The row and the group that an example comes from, which decide its split.
public struct RowOrigin: Hashable, Sendable {
  /// A hash of the file and the number of the row in it.
  public let row: UInt64

  /// A hash of the column and the value of the group; nil where the task has no groups.
  public let group: UInt64?

  /// Creates the origin of a row.
  ///
  /// - Parameters:
  ///   - file: The hash of the file that `file(_:)` returns.
  ///   - row: The number of the row.
  ///   - group: The column and the value of the group.
  init(file: UInt64, row: Int, group: (column: String, value: String)?) {
    self.row = mixed(file &+ UInt64(row))
    self.group = group.map { column, value in
      var hash = ByteHash()
      hash.absorb(column)
      hash.absorb(value)
      return mixed(hash.value)
    }
  }

  /// Returns a hash of a file's path, with symbolic links resolved.
  static func file(_ path: String) -> UInt64 {
    var hash = ByteHash()
    hash.absorb(URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false))
    return mixed(hash.value)
  }
}

/// A hash of the text of an example, blind to case, white space and the order of a pair.
struct RowContent {
  /// The hash of the only text, or of the first of a pair.
  let first: UInt64

  /// The hash of the second text of a pair.
  let second: UInt64?

  /// Computes the hashes; nil for numbers, and for texts that are blank.
  init?(_ example: Example) {
    guard example.features.isEmpty else { return nil }
    let (first, second) = (Self.hash(of: example.first), example.second.map(Self.hash))
    guard first != Self.blank || (second ?? Self.blank) != Self.blank else { return nil }
    (self.first, self.second) = (first, second)
  }

  /// The hash of the whole.
  var whole: UInt64 {
    guard let second else { return mixed(first) }
    return mixed(mixed(min(first, second)) ^ max(first, second))
  }

  private static let blank = hash(of: "")

  private static func hash(of text: String) -> UInt64 {
    var hash = ByteHash()
    forEachNormalizedByte(of: text) { hash.absorb($0) }
    return mixed(hash.value)
  }
}

/// A hash of the numbers of an example and the names of its features.
func hash(ofNumbers numbers: [Double], named names: [String]) -> UInt64 {
  var hash = ByteHash()
  for name in names { hash.absorb(name) }
  for number in numbers { hash.absorb(number.bitPattern) }
  return mixed(hash.value)
}

/// Calls a closure with the bytes of a text in lower case, each run of white space as one space.
@inline(__always)
func forEachNormalizedByte(of text: String, _ body: (UInt8) -> Void) {
  var gap = WordGap()
  // Most texts are ASCII, which costs a tenth.
  if text.utf8.allSatisfy({ $0 < 0x80 }) {
    for byte in text.utf8 {
      if byte == UInt8(ascii: " ") || (0x09...0x0d).contains(byte) {
        gap.widen()
        continue
      }
      if gap.close() { body(UInt8(ascii: " ")) }
      body((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
    }
    return
  }
  for scalar in text.lowercased().unicodeScalars {
    if scalar.properties.isWhitespace {
      gap.widen()
      continue
    }
    if gap.close() { body(UInt8(ascii: " ")) }
    UTF8.encode(scalar)?.forEach(body)
  }
}

/// The white space before the next word; that at the beginning of a text does not count.
private struct WordGap {
  private var isFirst = true
  private var isOpen = false

  mutating func widen() {
    isOpen = !isFirst
  }

  /// Returns whether there is a space between two words.
  mutating func close() -> Bool {
    defer { (isFirst, isOpen) = (false, false) }
    return isOpen
  }
}

/// Returns a one-to-one scrambling of 64 bits, in which zero becomes another number.
func mixed(_ bits: UInt64) -> UInt64 {
  (bits &+ 0x9e37_79b9_7f4a_7c15).scrambled
}
