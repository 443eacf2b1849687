import Foundation

/// A line of input.
public enum InputLine: Equatable, Sendable {
  /// The bytes before the line feed, or before the end of the input.
  case bytes([UInt8])
  /// A line longer than the limit, which is not kept.
  case tooLong

  /// The largest number of bytes of a line.
  public static let limit = 1 << 20

  /// Reads a line.
  ///
  /// - Parameter nextByte: Returns the next byte; nil at the end of the input.
  /// - Returns: The line; nil at the end of the input.
  static func next(limit: Int = limit, from nextByte: () -> UInt8?) -> InputLine? {
    var bytes: [UInt8] = []
    var isTooLong = false
    while let byte = nextByte() {
      if byte == UInt8(ascii: "\n") { return isTooLong ? .tooLong : .bytes(bytes) }
      if bytes.count == limit {
        isTooLong = true
        bytes = []
      }
      if !isTooLong { bytes.append(byte) }
    }
    if isTooLong { return .tooLong }
    return bytes.isEmpty ? nil : .bytes(bytes)
  }

  /// Reads a line of standard input; nil at its end.
  ///
  /// - Throws: `UnreadableInput`.
  public static func next() throws(UnreadableInput) -> InputLine? {
    var failure: UnreadableInput?
    let line = next {
      while true {
        errno = 0
        let byte = getchar()
        if byte != EOF { return UInt8(truncatingIfNeeded: byte) }
        switch errno {
        // The parent process may have made the pipe non-blocking.
        case EAGAIN, EINTR: usleep(1000)
        case EISDIR, EIO, EBADF:
          failure = UnreadableInput(isFolder: errno == EISDIR)
          return nil
        default: return nil
        }
      }
    }
    if let failure { throw failure }
    return line
  }
}

/// Standard input cannot be read.
public struct UnreadableInput: Error, Equatable, Sendable, CustomStringConvertible {
  /// Whether it is a folder.
  public let isFolder: Bool

  /// The failure as a sentence.
  public var description: String {
    "standard input \(isFolder ? "is a folder" : "cannot be read"): lines of JSON were expected"
  }
}
