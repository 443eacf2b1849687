package import Foundation

/// Splits bytes into lines.
package struct LineBuffer {
  private var bytes: [UInt8] = []

  /// The beginning of the first line that was not taken.
  private var start = 0

  /// The bytes before it contain no end of a line after `start`.
  private var searched = 0

  /// Creates a buffer without bytes.
  package init() {}

  /// Adds bytes.
  package mutating func append(_ more: Data) {
    bytes.removeFirst(start)
    searched -= start
    start = 0
    bytes += more
  }

  /// Takes the next complete line, without its end.
  ///
  /// Bytes that are not UTF-8 become replacement characters, so that messages can show them.
  package mutating func next() -> String? {
    nextBytes().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Takes the bytes of the next complete line, without its end.
  mutating func nextBytes() -> ArraySlice<UInt8>? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      return nil
    }
    let line = bytes[start..<end]
    start = end + 1
    searched = start
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// Takes what is left; nil for nothing.
  package mutating func rest() -> String? {
    restBytes().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Takes the bytes that are left; nil for none.
  mutating func restBytes() -> ArraySlice<UInt8>? {
    defer { (bytes, start, searched) = ([], 0, 0) }
    return unfinished == 0 ? nil : bytes[start...]
  }

  /// The number of bytes in the incomplete line, once `next` has returned nil.
  var unfinished: Int { bytes.count - start }
}
