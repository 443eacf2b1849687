import Foundation
import GSLNumerics
import TestSupport
import Testing

@testable import TaskData

/// RFC 4180, rule by rule, and what is refused.
@Suite struct DelimitedRowsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func rows(
    _ text: String, delimiter: String = ",", quote: Unicode.Scalar? = "\"",
    chunk: Int = 1 << 18
  ) throws -> [[String]] {
    let path = try folder.write(text, to: "table.csv")
    var rows = DelimitedRows(
      try TextWindow(path: path, chunk: chunk), delimiter: .everywhere(delimiter), quote: quote)
    var all: [[String]] = []
    while try rows.advance() { all.append((0..<rows.count).map { rows[$0] }) }
    return all
  }

  private static let table: [(text: String, rows: [[String]])] = [
    // Section 2 of the RFC, in its order.
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("a, b ,c\n", [["a", " b ", "c"]]),
    ("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    (
      "\"aaa\",\"b \r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
      [["aaa", "b \r\nbb", "ccc"], ["zzz", "yyy", "xxx"]]
    ),
    ("\"aaa\",\"b\"\"bb\",\"c,cc\"", [["aaa", "b\"bb", "c,cc"]]),
    // What it leaves open.
    ("a\nb", [["a"], ["b"]]),
    ("a,\n,b\n,\n", [["a", ""], ["", "b"], ["", ""]]),
    ("\"\"\n", [[""]]),
    ("\"\"", [[""]]),
    ("\"\"\"\"\n", [["\""]]),
    ("\"\"\"a\"\"\",\"\"\n", [["\"a\"", ""]]),
    ("\n\r\na,b\n\n\nc,d\r\n\r\n", [["a", "b"], ["c", "d"]]),
    ("\u{feff}é,😀\n", [["é", "😀"]]),
    ("\u{feff}\"é\",b\n", [["é", "b"]]),
    ("\n\n", []),
    ("\u{feff}", []),
  ]

  @Test(arguments: table.indices)
  func rowsAreReadAsTheStandardSaysWhereverTheFileIsCutIntoChunks(_ position: Int) throws {
    let (text, expected) = Self.table[position]
    for chunk in 1...max(text.utf8.count, 1) {
      #expect(try rows(text, chunk: chunk) == expected, "chunks of \(chunk)")
    }
  }

  @Test func betweenTabsNothingIsQuoted() throws {
    let text = "\"a\"\tb\"\t\"\r\n\"c\td,e\t\n"
    for chunk in 1...text.utf8.count {
      #expect(
        try rows(text, delimiter: "\t", quote: nil, chunk: chunk)
          == [["\"a\"", "b\"", "\""], ["\"c", "d,e", ""]])
    }
  }

  @Test(arguments: [
    ("a,b\nc,d\"e\"\n", 2, 4, "a quote in a field that does not begin with one"),
    ("a,b\nc,\"d\"e\n", 2, 6, "a character after a quoted field"),
    ("a,b\n\"c\nd\",\"e\"f\n", 3, 7, "a character after a quoted field"),
    ("é,b\n\"c\n", 2, 1, "a quote"),
    ("a,b\né😀,\"c\n\nd", 2, 4, "a quote"),
    ("a\rb\n", 1, 2, "a carriage return alone"),
    ("a,b\r", 1, 4, "a carriage return alone"),
    ("\"a\"\r", 1, 4, "a carriage return alone"),
  ])
  func whatIsWrongIsNamedWithItsPosition(
    _ text: String, _ line: Int, _ column: Int, _ found: String
  ) throws {
    for chunk in 1...text.utf8.count {
      let error = #expect(throws: TaskDataError.self) { try rows(text, chunk: chunk) }
      guard case .wrongField(let path, let position, let what, _)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(path == folder.path("table.csv"))
      #expect(position == TextPosition(line: line, column: column))
      #expect(what == found)
    }
  }

  /// A quote that is never closed must not fill the memory.
  @Test func aRowWithoutEndIsRefused() throws {
    let text = "a,b\n1,\"" + String(repeating: "text\n", count: TextWindow.longestRow / 4)
    let error = #expect(throws: TaskDataError.self) { try rows(text) }
    #expect(error?.description.hasSuffix("is there a quote that is not closed?") == true)
  }

  // MARK: - Encodings

  private func error(in bytes: [UInt8], chunk: Int) throws -> TaskDataError? {
    let path = try folder.write(Data(bytes), to: "table.csv")
    return #expect(throws: TaskDataError.self) {
      var rows = DelimitedRows(
        try TextWindow(path: path, chunk: chunk), delimiter: .everywhere(","), quote: "\"")
      while try rows.advance() {}
    }
  }

  @Test func bytesOfAnotherEncodingAreNamedWithTheirPosition() throws {
    // Letters of several bytes, cut anywhere, are no error; Latin-1's é is.
    let text = Array("é,€\n\"😀\n".utf8)
    let bytes = text + [0xe9] + Array("\",a\n".utf8)
    for chunk in 1...bytes.count {
      #expect(
        try error(in: bytes, chunk: chunk)
          == .notUTF8(
            path: folder.path("table.csv"), line: 3, byteOffset: text.count,
            hint: "it is 0xE9, 'é' in latin-1: set 'encoding: latin-1' if it is that"))
    }
  }

  @Test(
    arguments: [
      ([0xff, 0xfe, 0x00, 0x00], "UTF-32"), ([0x00, 0x00, 0xfe, 0xff], "UTF-32"),
    ] as [([UInt8], String)])
  func aForeignByteOrderMarkNamesItsEncoding(_ bytes: [UInt8], _ encoding: String) throws {
    #expect(
      try error(in: bytes, chunk: 1)
        == .notUTF8(
          path: folder.path("table.csv"), line: 1, byteOffset: 0,
          hint: "the file begins with the mark of \(encoding)"))
  }

  @Test(arguments: [1, 2, 100])
  func utf16WithoutMarkIsSeenByItsZeros(_ chunk: Int) throws {
    let little: [UInt8] = "a,\"b\"\r\n".utf8.flatMap { [$0, 0] }
    #expect(
      try error(in: little, chunk: chunk)
        == .notUTF8(
          path: folder.path("table.csv"), line: 1, byteOffset: 1,
          hint: "it is zero, as in UTF-16: set 'encoding: utf-16'"))
  }

  // MARK: - What is written is read

  @Test func randomTablesAreReadAsTheyWereWritten() throws {
    let letters = ["a", ",", "\"", "\n", "\r\n", "\t", "é", "😀", " ", "\r", "0"]
    let streams = RandomStreams(seed: 4180)
    for number in 0..<200 {
      let stream = streams.stream("table", number)
      let width = 1 + stream.integer(below: 4)
      let table = (0..<stream.integer(below: 6) + 1).map { _ in
        (0..<width).map { _ in
          (0..<stream.integer(below: 5)).map { _ in letters[stream.integer(below: letters.count)] }
            .joined()
        }
      }
      let isQuoted = stream.bernoulli(0.5)
      let text = table.map { row in
        row.map { field in
          let needsQuotes =
            field.utf8.contains { ",\"\r\n".utf8.contains($0) } || (width == 1 && field.isEmpty)
          return isQuoted || needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
        }.joined(separator: ",")
      }.joined(separator: stream.bernoulli(0.5) ? "\r\n" : "\n")
      let chunk = 1 + stream.integer(below: 20)
      let read = try rows(text, chunk: chunk)
      #expect(read.map { $0.map { Array($0.utf8) } } == table.map { $0.map { Array($0.utf8) } })
    }
  }
}
