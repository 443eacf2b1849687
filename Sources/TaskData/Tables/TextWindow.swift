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

  /// The file; nil for the beginning of one.
  private let file: GzipFile?
  private let chunk: Int

  /// Converts what is not UTF-8.
  private var decoder: TextDecoder?

  /// The number of bytes of the text before those held.
  private var dropped = 0

  /// The largest number of bytes of a row: more mean an unclosed quote, or no text at all.
  static let longestRow = 1 << 24

  /// Opens a file and skips a byte-order mark.
  ///
  /// - Parameters:
  ///   - encoding: The encoding; nil for that of the mark, otherwise UTF-8.
  ///   - chunk: The number of bytes read at once.
  /// - Throws: `TaskDataError` for a file that cannot be read, is empty, or is no text in the encoding.
  init(
    path: String, encoding: TextEncoding? = nil, chunk: Int = 1 << 18
  ) throws(TaskDataError) {
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
    while bytes.count < 8, let more = try read() { bytes += more }
    guard !bytes.isEmpty else { throw .emptyFile(path: path) }
    if let binary = TableFormat(signature: bytes) { throw binary.unreadable(path) }
    let mark = TextEncoding.marked(bytes)
    if let mark, mark.encoding == nil || (encoding == .utf8 && mark.encoding != .utf8) {
      throw .notUTF8(
        path: path, line: 1, byteOffset: 0, hint: "the file begins with the mark of \(mark.name)")
    }
    decoder = TextDecoder(encoding ?? mark?.encoding ?? .utf8)
    bytes = try decoded(bytes)
    if decoder == nil, mark?.encoding == .utf8 { start = 3 }
  }

  /// Creates the beginning of a text, after which nothing follows.
  private init(_ bytes: [UInt8], of path: String) {
    self.path = path
    self.bytes = bytes
    (file, decoder, chunk) = (nil, nil, 1)
  }

  /// Returns the text from the current row on, as far as it is looked at before it is read.
  ///
  /// - Returns: The text, and whether it goes to the end of the file.
  mutating func preview() throws(TaskDataError) -> (window: TextWindow, isWhole: Bool) {
    var isWhole = false
    while !isWhole, bytes.count - start < Self.previewLength { isWhole = try !extend() }
    return (TextWindow(Array(bytes[start...]), of: path), isWhole)
  }

  private static let previewLength = 1 << 16

  /// Goes behind the next lines.
  mutating func skip(lines count: Int) throws(TaskDataError) {
    for _ in 0..<count { move(by: try lengthOfLine(), lines: 1) }
  }

  /// Returns the number of bytes to the end of the current line, the line feed included.
  mutating func lengthOfLine() throws(TaskDataError) -> Int {
    var position = 0
    repeat {
      let (offset, end) = (start, bytes.count - start)
      while position < end {
        position += 1
        if bytes[offset + position - 1] == UInt8(ascii: "\n") { return position }
      }
    } while try extend()
    return position
  }

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
    guard let more = try read() else {
      try checked { decoder throws(TextDecoder.Problem) in try decoder.end() }
      return false
    }
    let text = try decoded(more)
    dropped += start
    bytes.removeFirst(start)
    bytes += text
    start = 0
    return true
  }

  /// Returns the next bytes of the file; nil at its end.
  private func read() throws(TaskDataError) -> [UInt8]? {
    do throws(GzipError) {
      let more = try file?.read(upTo: chunk) ?? []
      return more.isEmpty ? nil : more
    } catch {
      throw .unreadable(path: path, reason: error.description)
    }
  }

  /// Returns bytes of the file as UTF-8.
  private mutating func decoded(_ more: [UInt8]) throws(TaskDataError) -> [UInt8] {
    guard decoder != nil else { return more }
    var text: [UInt8] = []
    try checked { decoder throws(TextDecoder.Problem) in text = try decoder.utf8(of: more) }
    return text
  }

  private mutating func checked(
    _ body: (inout TextDecoder) throws(TextDecoder.Problem) -> Void
  ) throws(TaskDataError) {
    guard var decoder else { return }
    do throws(TextDecoder.Problem) {
      try body(&decoder)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    self.decoder = decoder
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
      let likely = TextEncoding.likely(row)
      throw .notUTF8(
        path: path, line: position(of: wrong - start).line, byteOffset: dropped + wrong,
        hint: likely.name(of: bytes[wrong]) + ": set 'encoding: \(likely.rawValue)' if it is that")
    }
    // A Latin letter in UTF-16 has a zero byte, which no text in UTF-8 holds.
    if let zero = row.firstIndex(of: 0) {
      throw .notUTF8(
        path: path, line: position(of: zero - start).line, byteOffset: dropped + zero,
        hint: "it is zero, as in UTF-16: set 'encoding: utf-16'")
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
