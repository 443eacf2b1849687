import Foundation

/// The text of a file, of which only the current row is held.
struct TextWindow {
  /// The path of the file, for messages.
  let path: String

  /// The bytes held.
  private(set) var bytes: [UInt8] = []

  /// The start of the current row in the bytes held.
  private(set) var start = 0

  /// The line of the current row's start, from one.
  private(set) var line = 1

  private let file: GzipFile
  private let chunk: Int

  /// The number of bytes of the text before those held.
  private var dropped = 0

  /// The largest number of bytes of a row: more mean an unclosed quote, or no text at all.
  static let longestRow = 1 << 24

  /// Opens a file and skips a byte-order mark of UTF-8.
  ///
  /// - Parameter chunk: The number of bytes read at once.
  /// - Throws: `TaskDataError` for a file that cannot be read, is empty, or is in UTF-16 or UTF-32 by
  ///   its byte-order mark.
  init(path: String, chunk: Int = 1 << 18) throws(TaskDataError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
    guard !isFolder(path) else {
      throw .unreadable(path: path, reason: "it is a folder, a file was expected")
    }
    self.path = path
    self.chunk = chunk
    do throws(GzipError) {
      file = try GzipFile(path: path)
    } catch {
      throw .unreadable(path: path, reason: error.description)
    }
    while bytes.count < 4, try extend() {}
    guard !bytes.isEmpty else { throw .emptyFile(path: path) }
    for (mark, encoding) in Self.foreignMarks where bytes.starts(with: mark) {
      throw .notUTF8(
        path: path, line: 1, byteOffset: 0, hint: "the file begins with the mark of \(encoding)")
    }
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { start = 3 }
  }

  private static let foreignMarks: [(mark: [UInt8], encoding: String)] = [
    ([0xff, 0xfe, 0, 0], "UTF-32"), ([0, 0, 0xfe, 0xff], "UTF-32"), ([0xff, 0xfe], "UTF-16"),
    ([0xfe, 0xff], "UTF-16"),
  ]

  /// Reads the next chunk.
  ///
  /// - Returns: Whether there was more.
  mutating func extend() throws(TaskDataError) -> Bool {
    guard bytes.count - start <= Self.longestRow else {
      throw .wrongField(
        path: path, position: TextPosition(line: line, column: 1),
        found: "a row of more than \(Self.longestRow >> 20) MiB",
        expected: "a shorter one was expected: is there a quote that is not closed?")
    }
    let more: [UInt8]
    do throws(GzipError) {
      more = try file.read(upTo: chunk)
    } catch {
      throw .unreadable(path: path, reason: error.description)
    }
    guard !more.isEmpty else { return false }
    dropped += start
    bytes.removeFirst(start)
    bytes += more
    start = 0
    return true
  }

  /// Goes to a row that starts the given bytes and lines further on.
  mutating func move(by count: Int, lines: Int) {
    start += count
    line += lines
  }

  /// Checks that the bytes of the current row are valid UTF-8.
  func check(_ count: Int) throws(TaskDataError) {
    let row = bytes[start..<start + count]
    if let wrong = firstInvalidUTF8(in: row) {
      throw .notUTF8(
        path: path, line: position(of: wrong - start).line, byteOffset: dropped + wrong)
    }
    // A Latin letter in UTF-16 has a zero byte, which no text in UTF-8 holds.
    if let zero = row.firstIndex(of: 0) {
      throw .notUTF8(
        path: path, line: position(of: zero - start).line, byteOffset: dropped + zero,
        hint: "it is zero, as in UTF-16")
    }
  }

  /// Returns the position of a byte of the current row.
  func position(of offset: Int) -> TextPosition {
    var position = TextPosition(line: line, column: 1)
    for byte in bytes[start..<start + offset] {
      if byte == UInt8(ascii: "\n") {
        position = TextPosition(line: position.line + 1, column: 1)
      } else if byte & 0xc0 != 0x80 {
        position.column += 1
      }
    }
    return position
  }
}
