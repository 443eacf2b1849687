extension TableLayout {
  /// The delimiters that are tried, the usual one first.
  static let usualDelimiters: [Delimiter] = [
    .everywhere(","), .everywhere(", "), .everywhere("\t"), .everywhere(";"), .everywhere("|"),
  ]

  /// Returns the delimiter that the first rows suggest.
  ///
  /// It is the first one by which the header has all wanted columns, otherwise the first that cuts all
  /// rows into the same number of fields, and a comma if none does.
  func guessedDelimiter(
    _ window: inout TextWindow, columns: [String], isQuoted: Bool
  ) throws(TaskDataError) -> Delimiter {
    let start = try window.preview()
    let candidates = Self.usualDelimiters.compactMap { delimiter in
      TablePreview(start, delimiter: delimiter, isQuoted: isQuoted, comment: comment)
        ?? TablePreview(start, delimiter: delimiter, isQuoted: false, comment: comment)
    }
    let hasNames = header != TableHeader.none && !columns.isEmpty
    let fitting = candidates.first { candidate in
      hasNames && columns.allSatisfy { candidate.rows.first?.contains($0) == true }
    }
    if let fitting { return fitting.delimiter }
    return TablePreview.best(of: candidates)?.delimiter ?? .everywhere(",")
  }
}

/// The first rows of a file, as a delimiter cuts them.
struct TablePreview {
  /// The delimiter.
  let delimiter: Delimiter

  /// The fields of the rows.
  let rows: [[String]]

  /// The number of rows that are looked at.
  static let most = 50

  /// Cuts the first rows; nil if they violate the rules for quotes.
  ///
  /// - Parameter skipped: The number of lines before the first row.
  init?(
    _ start: (window: TextWindow, isWhole: Bool), delimiter: Delimiter, isQuoted: Bool,
    comment: String?, skipping skipped: Int = 0
  ) {
    var window = start.window
    guard (try? window.skip(lines: skipped)) != nil else { return nil }
    var reader = DelimitedRows(
      window, delimiter: delimiter, quote: isQuoted ? "\"" : nil, comment: comment)
    var rows: [[String]] = []
    do throws(TaskDataError) {
      while rows.count < Self.most, try reader.advance() {
        rows.append((0..<reader.count).map { reader[$0] })
      }
      // The last row of a part of a file may be cut.
      if !start.isWhole, reader.isAtEnd, rows.count > 1 { rows.removeLast() }
    } catch {
      // And so may its last quoted field.
      guard !start.isWhole, !rows.isEmpty, reader.isAtEnd else { return nil }
    }
    self.delimiter = delimiter
    self.rows = rows
  }

  /// Whether all rows have the same number of fields, more than one.
  var isEven: Bool {
    guard let first = rows.first, first.count > 1 else { return false }
    return rows.allSatisfy { $0.count == first.count }
  }

  /// The first of those that cut all rows alike, but a comma with its space before one without.
  static func best(of previews: [TablePreview]) -> TablePreview? {
    guard let even = previews.first(where: \.isEven) else { return nil }
    let spaced = previews.first { $0.delimiter == .everywhere(", ") }
    if let spaced, even.delimiter == .everywhere(","), spaced.isEven,
      spaced.rows.first?.count == even.rows.first?.count
    {
      return spaced
    }
    return even
  }
}
