package import Foundation

/// Splits bytes into lines.
package struct LineBuffer {
  private var bytes: [UInt8] = []

  /// The number of bytes at the beginning that contain no end of a line.
  private var searched = 0

  /// Creates a buffer without bytes.
  package init() {}

  /// Adds bytes.
  package mutating func append(_ more: Data) {
    bytes += more
  }

  /// Removes and returns the next complete line, without its end.
  ///
  /// Bytes that are not UTF-8 become replacement characters, so that messages can show them.
  package mutating func next() -> String? {
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

  /// Removes and returns what is left; nil for nothing.
  package mutating func rest() -> String? {
    defer { (bytes, searched) = ([], 0) }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The number of bytes in the incomplete line, once `next` has returned nil.
  var unfinished: Int { bytes.count }
}
