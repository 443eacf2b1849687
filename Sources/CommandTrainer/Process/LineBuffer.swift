import Foundation

/// Bytes as they come, and lines as they are complete.
struct LineBuffer {
  private var bytes: [UInt8] = []

  /// The number of bytes at the beginning that hold no end of a line.
  private var searched = 0

  /// Adds bytes.
  mutating func append(_ more: Data) {
    bytes += more
  }

  /// Takes the next complete line, without its end.
  ///
  /// Bytes that are not UTF-8 become replacement characters: what is wrong is shown rather than hidden.
  mutating func next() -> String? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      return nil
    }
    let line = bytes[..<end]
    defer {
      bytes.removeFirst(end + 1)
      searched = 0
    }
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }

  /// Takes what is left, if anything is.
  mutating func rest() -> String? {
    defer { (bytes, searched) = ([], 0) }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The number of bytes that are no complete line yet, once `next` has found none.
  var unfinished: Int { bytes.count }
}
