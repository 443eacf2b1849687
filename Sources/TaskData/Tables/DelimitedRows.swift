/// Rows of delimited fields, read from a file on demand.
///
/// Follows RFC 4180 <https://www.rfc-editor.org/rfc/rfc4180>, strictly for quotes. A line may also end with
/// a line feed alone, and empty lines are skipped. Delimiters may be several characters, or one after another.
struct DelimitedRows {
  /// A field of the current row: its bytes from the row's beginning, quotes left out.
  private struct Field {
    let range: Range<Int>
    /// Whether it is quoted and quotes in it are doubled.
    let hasDoubledQuotes: Bool
  }

  private(set) var window: TextWindow
  private let delimiters: [[UInt8]]
  private let isInTurn: Bool
  private let quote: UInt8?
  private let comment: [UInt8]

  /// The delimiter after the field that is read.
  private var delimiter: [UInt8]
  private var delimiterStart: UInt8

  private var fields: [Field] = []

  /// The bytes of the current row, its end included, and the line feeds among them.
  private var length = 0
  private var lines = 0

  /// Starts before the first row.
  ///
  /// - Parameters:
  ///   - quote: The quote character; nil if no character is special.
  ///   - comment: What begins a line that is no row; nil if any line may be one.
  init(
    _ window: TextWindow, delimiter: Delimiter, quote: Unicode.Scalar?, comment: String? = nil
  ) {
    self.window = window
    switch delimiter {
    case .everywhere(let text): (delimiters, isInTurn) = ([Array(text.utf8)], false)
    case .inTurn(let texts): (delimiters, isInTurn) = (texts.map { Array($0.utf8) }, true)
    }
    self.delimiter = delimiters[0]
    delimiterStart = delimiters[0][0]
    self.quote = quote.map { UInt8(ascii: $0) }
    self.comment = Array((comment ?? "").utf8)
  }

  /// Whether all of the text that is held has been read.
  var isAtEnd: Bool { window.start + length >= window.bytes.count }

  /// Whether the end of the current row is known.
  var knowsRowEnd: Bool { length > 0 }

  /// Whether a field of the current row begins with a quote that means nothing.
  var hasPlainQuote: Bool {
    quote == nil
      && fields.contains { field in
        !field.range.isEmpty
          && window.bytes[window.start + field.range.lowerBound] == UInt8(ascii: "\"")
      }
  }

  /// The number of fields in the current row.
  var count: Int { fields.count }

  /// The text of a field of the current row.
  subscript(field: Int) -> String {
    let (range, start) = (fields[field].range, window.start)
    let bytes = window.bytes[start + range.lowerBound..<start + range.upperBound]
    guard fields[field].hasDoubledQuotes else { return String(decoding: bytes, as: UTF8.self) }
    var isSecond = false
    return String(
      decoding: bytes.filter { byte in
        isSecond = byte == quote && !isSecond
        return !isSecond
      }, as: UTF8.self)
  }

  /// The position of a field of the current row, or of its end for the number of fields.
  func position(_ field: Int) -> TextPosition {
    guard fields.indices.contains(field) else {
      return window.position(of: fields.last?.range.upperBound ?? 0)
    }
    return window.position(of: fields[field].range.lowerBound)
  }

  /// Goes to the next row.
  ///
  /// - Returns: Whether there is one.
  mutating func advance() throws(TaskDataError) -> Bool {
    repeat {
      window.move(by: length, lines: lines)
      (length, lines) = (0, 0)
      fields.removeAll(keepingCapacity: true)
      guard try byte(at: 0) != nil else { return false }
      if try isComment() {
        (length, lines) = (try window.lengthOfLine(), 1)
        continue
      }
      try readRow()
    } while fields.isEmpty
      || fields.count == 1 && length <= 2 && fields[0].range.isEmpty
        && window.bytes[window.start] != quote
    return true
  }

  private mutating func isComment() throws(TaskDataError) -> Bool {
    guard !comment.isEmpty else { return false }
    for (offset, letter) in comment.enumerated() where try byte(at: offset) != letter {
      return false
    }
    return true
  }

  private mutating func readRow() throws(TaskDataError) {
    var position = 0
    while true {
      if isInTurn { chooseDelimiter() }
      position = try readField(at: position)
      switch try byte(at: position) {
      case UInt8(ascii: "\r"):
        guard try byte(at: position + 1) == UInt8(ascii: "\n") else {
          throw wrong(
            at: position, "a carriage return alone",
            "a line feed after it was expected, or none of the two")
        }
        return try endRow(position + 2)
      case UInt8(ascii: "\n"): return try endRow(position + 1)
      case nil: return try endRow(position)
      case delimiterStart where try isDelimiter(at: position): position += delimiter.count
      default:
        throw wrong(
          at: position, "a character after a quoted field",
          "a delimiter or the end of the line was expected: a quote inside quotes is doubled; "
            + "if quotes mean nothing in this file, set 'quoted: false'")
      }
    }
  }

  /// Takes the delimiter after the next field; after the last of them, only the line's end ends a field.
  private mutating func chooseDelimiter() {
    let isLast = fields.count >= delimiters.count
    delimiter = isLast ? [] : delimiters[fields.count]
    delimiterStart = delimiter.first ?? UInt8(ascii: "\n")
  }

  /// Whether a delimiter, whose first byte is there, stands at an index of the current row.
  private mutating func isDelimiter(at position: Int) throws(TaskDataError) -> Bool {
    for offset in 1..<max(delimiter.count, 1)
    where try byte(at: position + offset) != delimiter[offset] {
      return false
    }
    return true
  }

  private mutating func endRow(_ end: Int) throws(TaskDataError) {
    length = end
    try window.check(length)
    if end > 0, window.bytes[window.start + end - 1] == UInt8(ascii: "\n") { lines += 1 }
  }

  // MARK: - Fields

  /// Reads a field and returns its end.
  private mutating func readField(at start: Int) throws(TaskDataError) -> Int {
    if let quote, try byte(at: start) == quote {
      return try readQuotedField(at: start + 1, quote)
    }
    var position = start
    repeat {
      var (offset, end) = (window.start, window.bytes.count - window.start)
      while position < end {
        let byte = window.bytes[offset + position]
        var isEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        if byte == delimiterStart, !isEnd {
          isEnd = delimiter.count == 1
          if !isEnd { isEnd = try isDelimiter(at: position) }
          // More may have been read.
          (offset, end) = (window.start, window.bytes.count - window.start)
        }
        if isEnd {
          fields.append(Field(range: start..<position, hasDoubledQuotes: false))
          return position
        }
        if byte == quote {
          throw wrong(
            at: position, "a quote in a field that does not begin with one",
            "the whole field in quotes was expected, and quotes in it doubled; if quotes mean "
              + "nothing in this file, set 'quoted: false'")
        }
        position += 1
      }
    } while try window.extend()
    fields.append(Field(range: start..<position, hasDoubledQuotes: false))
    return position
  }

  private mutating func readQuotedField(
    at start: Int, _ quote: UInt8
  ) throws(TaskDataError) -> Int {
    var (position, hasDoubledQuotes, feeds) = (start, false, 0)
    repeat {
      var end = window.bytes.count - window.start
      while position < end {
        let byte = window.bytes[window.start + position]
        if byte == UInt8(ascii: "\n") { feeds += 1 }
        if byte == quote {
          guard try self.byte(at: position + 1) == quote else {
            fields.append(Field(range: start..<position, hasDoubledQuotes: hasDoubledQuotes))
            lines += feeds
            return position + 1
          }
          hasDoubledQuotes = true
          end = window.bytes.count - window.start
          position += 1
        }
        position += 1
      }
    } while try window.extend()
    throw wrong(at: start - 1, "a quote", "another one that closes it was expected")
  }

  /// The byte at an index of the current row; nil after the last byte of the file.
  private mutating func byte(at position: Int) throws(TaskDataError) -> UInt8? {
    while window.start + position >= window.bytes.count {
      guard try window.extend() else { return nil }
    }
    return window.bytes[window.start + position]
  }

  private func wrong(at position: Int, _ found: String, _ expected: String) -> TaskDataError {
    // In another encoding, delimiters and quotes mean nothing.
    do throws(TaskDataError) {
      try window.check(position)
    } catch {
      return error
    }
    return .wrongField(
      path: window.path, position: window.position(of: position), found: found, expected: expected)
  }
}
