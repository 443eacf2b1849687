/// How the rows of a file are laid out, as its first bytes and rows show.
struct LayoutInspection {
  /// The keys that are not what the file's name or first rows would give anyway.
  private(set) var layout = TableLayout()

  /// The keys that were given or found, with the reasons.
  private(set) var guesses: [Guess] = []

  /// The format.
  let format: TableFormat

  /// The encoding.
  let encoding: TextEncoding

  /// The delimiter; nil for JSON lines.
  private(set) var delimiter: Delimiter?

  /// The number of columns; zero in JSON.
  private(set) var width = 0

  /// The number of bytes that decide the encoding.
  private static let headLength = 1 << 20

  /// Looks at a file.
  init(_ path: String) throws(TaskDataError) {
    let head = try Self.head(of: path)
    let (encoding, reason) = Self.encoding(of: head)
    self.encoding = encoding
    if encoding != .utf8, TextEncoding.marked(head) == nil {
      layout.encoding = encoding
      guesses.append(Guess(key: "encoding", value: encoding.rawValue, reason: reason))
    }
    var window = try TextWindow(path: path, encoding: layout.encoding)
    let start = try window.preview()
    let named = TableFormat(path: path)
    let first = start.window.bytes[start.window.start...].first { !JSONScanner.isSpace($0) }
    guard first != UInt8(ascii: "[") || named != nil else {
      throw .unreadable(
        path: path, reason: "it begins with '[': one JSON object per line was expected, not a list")
    }
    format = first == UInt8(ascii: "{") ? .jsonl : named ?? .csv
    if format != named {
      layout.format = format
      guesses.append(
        Guess(key: "format", value: format.rawValue, reason: "the file's name does not tell it"))
    }
    if format != .jsonl { findDelimiter(start) }
  }

  // MARK: - Encoding

  private static func head(of path: String) throws(TaskDataError) -> [UInt8] {
    // Opens it as others do, for their errors.
    _ = try TextWindow(path: path, encoding: .latin1)
    do throws(GzipError) {
      let file = try GzipFile(path: path)
      return try file.read(upTo: headLength)
    } catch {
      throw .unreadable(path: path, reason: error.description)
    }
  }

  private static func encoding(of head: [UInt8]) -> (TextEncoding, reason: String) {
    if let marked = TextEncoding.marked(head)?.encoding {
      return (marked, "the file begins with its mark")
    }
    if head.prefix(1_000).contains(0) { return (.utf16, "every other byte is zero") }
    guard let wrong = firstInvalidUTF8(in: head[...]),
      wrong < head.count - 3 || head.count < Self.headLength
    else { return (.utf8, "the bytes are UTF-8") }
    let likely = TextEncoding.likely(head[...])
    return (likely, "byte \(wrong) is not UTF-8: \(likely.name(of: head[wrong]))")
  }

  // MARK: - Delimiter

  /// Delimiters that are not guessed without a look at them.
  private static let unusual: [Delimiter] = [.everywhere("@"), .everywhere("::"), .everywhere("^")]

  private mutating func findDelimiter(_ start: (window: TextWindow, isWhole: Bool)) {
    let usual = Delimiter.everywhere(format == .tsv ? "\t" : ",")
    let candidates = (format == .tsv ? [usual] : []) + TableLayout.usualDelimiters + Self.unusual
    let isUsuallyQuoted = format == .csv
    for skipped in 0...5 {
      for isQuoted in [isUsuallyQuoted, !isUsuallyQuoted] {
        let previews = candidates.compactMap {
          TablePreview(start, delimiter: $0, isQuoted: isQuoted, comment: nil, skipping: skipped)
        }
        guard let found = TablePreview.best(of: previews),
          skipped == 0 || found.rows.count >= 3
        else { continue }
        return take(found, usual, isQuoted, isUsuallyQuoted, skipped)
      }
    }
    takeWordsInTurn(start)
  }

  private mutating func take(
    _ found: TablePreview, _ usual: Delimiter, _ isQuoted: Bool, _ isUsuallyQuoted: Bool,
    _ skipped: Int
  ) {
    delimiter = found.delimiter
    width = found.rows.first?.count ?? 0
    let reason = "it cuts the first rows into \(width) columns each"
    if found.delimiter != usual, case .everywhere(let text) = found.delimiter {
      layout.delimiter = found.delimiter
      guesses.append(Guess(key: "delimiter", value: Guess.yaml(text), reason: reason))
    }
    if isQuoted != isUsuallyQuoted {
      layout.quoted = isQuoted
      guesses.append(
        Guess(
          key: "quoted", value: "\(isQuoted)",
          reason: isQuoted
            ? "fields are in quotes, with tabs or line ends in them" : "a quote is left open"))
    } else if !isQuoted, found.hasQuotedFields {
      layout.quoted = true
      guesses.append(Guess(key: "quoted", value: "true", reason: "fields are in quotes"))
    }
    if skipped > 0 {
      layout.skip = skipped
      guesses.append(
        Guess(key: "skip", value: "\(skipped)", reason: "the lines before have other columns"))
    }
  }

  /// A label and a text may be cut at the first space.
  private mutating func takeWordsInTurn(_ start: (window: TextWindow, isWhole: Bool)) {
    let words = Delimiter.inTurn([" "])
    guard
      let found = TablePreview(start, delimiter: words, isQuoted: false, comment: nil),
      found.isEven, found.rows.count >= 5,
      Set(found.rows.map { $0[0] }).count * 2 <= found.rows.count
    else {
      (delimiter, width) = (.everywhere(format == .tsv ? "\t" : ","), 1)
      return
    }
    let isDouble = found.rows.allSatisfy { $0[0].split(separator: ":").count == 2 }
    let delimiter = isDouble ? Delimiter.inTurn([":", " "]) : words
    (self.delimiter, layout.delimiter, layout.quoted) = (delimiter, delimiter, false)
    width = isDouble ? 3 : 2
    guesses.append(
      Guess(
        key: "delimiter", value: isDouble ? "[\":\", \" \"]" : "[\" \"]",
        reason: "a few words begin all lines"))
    guesses.append(Guess(key: "quoted", value: "false", reason: "the rest of a line is a text"))
  }

  // MARK: - Header

  /// Takes the columns as numbered, since the first row is data.
  mutating func takeNoHeader(_ reason: String) {
    layout.header = TableHeader.none
    guesses.append(Guess(key: "header", value: "none", reason: reason))
  }
}

extension TablePreview {
  /// Whether some fields begin and end with a quote, and none begins with one alone.
  var hasQuotedFields: Bool {
    let fields = rows.joined().filter { $0.hasPrefix("\"") }
    return !fields.isEmpty && fields.allSatisfy { $0.count > 1 && $0.hasSuffix("\"") }
  }
}
