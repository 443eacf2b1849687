import Foundation
import TestSupport
import Testing

@testable import TaskData

/// What a layout says of a file, and what is taken from the file itself.
@Suite struct TableLayoutTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func rows(
    _ bytes: [UInt8], _ columns: [String], _ name: String = "table.csv", chunk: Int = 1 << 18,
    _ change: (inout TableLayout) -> Void = { _ in }
  ) throws -> [[String]] {
    var layout = TableLayout()
    change(&layout)
    let path = try folder.write(Data(bytes), to: name)
    var rows = try layout.rows(of: path, columns: columns, chunk: chunk)
    var all: [[String]] = []
    while try rows.advance() { all.append(columns.indices.map { rows.text($0) }) }
    return all
  }

  private func rows(
    _ text: String, _ columns: [String], _ name: String = "table.csv", chunk: Int = 1 << 18,
    _ change: (inout TableLayout) -> Void = { _ in }
  ) throws -> [[String]] {
    try rows(Array(text.utf8), columns, name, chunk: chunk, change)
  }

  private func problem(
    _ text: String, _ columns: [String], _ name: String = "table.csv",
    _ change: (inout TableLayout) -> Void = { _ in }
  ) -> String {
    let error = #expect(throws: TaskDataError.self) { try rows(text, columns, name, change) }
    return error?.description.replacing(folder.path(""), with: "") ?? ""
  }

  // MARK: - Delimiters

  @Test func aDelimiterMayBeSeveralCharacters() throws {
    let text = "a,, b::c, d\n1, 2,  3\n\"x, \"\"y\", \"\", ,\n"
    for chunk in 1...text.utf8.count {
      let table = try rows(text, ["0", "1", "2"], chunk: chunk) {
        ($0.delimiter, $0.header) = (.everywhere(", "), TableHeader.none)
      }
      #expect(table == [["a,", "b::c", "d"], ["1", "2", " 3"], ["x, \"y", "", ","]])
    }
  }

  @Test func delimitersInTurnLeaveTheRestAlone() throws {
    let text = "HUM:ind Who: was it, \"then\" ?\r\nLOC:city Where ?\n"
    for chunk in 1...text.utf8.count {
      let questions = try rows(text, ["0", "1", "2"], "questions.label", chunk: chunk) {
        $0.delimiter = .inTurn([":", " "])
        ($0.header, $0.quoted) = (TableHeader.none, false)
      }
      #expect(
        questions == [["HUM", "ind", "Who: was it, \"then\" ?"], ["LOC", "city", "Where ?"]])
    }
  }

  @Test(arguments: [
    ("a;b\n1,5;2\n2,5;3\n", ";"), ("a\tb\n1, 2\t3\n", "\t"), ("a|b\n1|2\n", "|"),
    ("a,b\n1;2,3;4\n", ","), ("a, b\n1, 2\n3, 4\n", ", "), ("\"a\";\"b\"\n\"x;y\";2\n", ";"),
    ("\"a,b\"\n", ","), ("a\n1\n", ","),
  ])
  func theDelimiterIsGuessedFromTheFirstRows(_ text: String, _ delimiter: String) throws {
    let path = try folder.write(text, to: "table.csv")
    var window = try TextWindow(path: path)
    let guess = try TableLayout().guessedDelimiter(&window, columns: [], isQuoted: true)
    #expect(guess == .everywhere(delimiter))
  }

  @Test func aHeaderWithTheWantedColumnsDecidesTheDelimiter() throws {
    // As many semicolons as commas; the columns are between commas.
    let text = "a;x,b\n1;y,2\n"
    #expect(try rows(text, ["b"]) == [["2"]])
    #expect(try rows(text, ["x,b"]) == [["y,2"]])
  }

  @Test func aGuessAtTheEndOfAPartOfAFileIgnoresItsCutRow() throws {
    let line = String(repeating: "word ", count: 3_000)
    let text = "a;b\n" + (0..<8).map { "\($0);\(line)\n" }.joined()
    #expect(try rows(text, ["a"]).count == 8)
  }

  // MARK: - Headers, lines that are no rows

  @Test func columnsWithoutNamesAreNumbered() throws {
    #expect(
      try rows("ham\tHi\nspam\tBuy\n", ["1", "0"], "a.tsv") { $0.header = TableHeader.none }
        == [["Hi", "ham"], ["Buy", "spam"]])
    #expect(
      problem("ham\tHi\n", ["2"], "a.tsv") { $0.header = TableHeader.none }
        == "a.tsv:1:1: found the columns '0', '1'; '2' was expected")
  }

  @Test func aFirstRowOfDataIsAskedAbout() {
    let question =
      "is this row data, and not the columns' names? Then set 'header: none', and the columns are "
      + "0 to 1"
    #expect(problem("3,45\n4,50\n", ["size", "4"]).hasSuffix(question))
    #expect(
      problem("ham\tGo to that place, there is a lot of it\n", ["text"], "a.tsv")
        .hasSuffix(question))
    #expect(problem("ham\tHi\n", ["0"], "a.tsv").hasSuffix(question))
  }

  @Test func linesBeforeTheFirstRowAndCommentsAreSkipped() throws {
    for chunk in [1, 2, 100] {
      let table = try rows("made by \"x\ny\n#a\nid,text\n#1,2\n1,#2\n", ["text"], chunk: chunk) {
        ($0.skip, $0.comment) = (2, "#")
      }
      #expect(table == [["#2"]])
    }
    #expect(
      try rows("//x\n{\"a\": 1}\n//{}\n{\"a\": 2}\n", ["a"], "a.jsonl") { $0.comment = "//" }
        == [["1"], ["2"]])
    #expect(
      problem("x\na\n1,2\n", ["b"]) { $0.skip = 1 }
        == "table.csv:2:1: found the columns 'a'; 'b' was expected: did you mean 'a'?")
  }

  @Test func namesOfOtherColumnsMayBeEmptyOrDouble() throws {
    #expect(try rows("v1,v2,,,x,x\na,b,,,1,2\n", ["v2", "v1"]) == [["b", "a"]])
    #expect(problem("v1,v1\na,b\n", ["v1"]).contains("'v1' a second time"))
  }

  // MARK: - Quotes

  @Test func tabSeparatedFieldsMayBeQuoted() throws {
    let text = "text\tlabel\n\"a \"\"b\"\"\n\tc\"\t1\n"
    #expect(
      try rows(text, ["text", "label"], "a.tsv") { $0.quoted = true } == [["a \"b\"\n\tc", "1"]])
    #expect(
      problem(text, ["text"], "a.tsv").hasSuffix(
        "a field begins with a quote; if the file quotes fields, set 'quoted: true'"))
    #expect(try rows("a,b\n\"x,y\"z\n", ["b"]) { $0.quoted = false } == [["y\"z"]])
    #expect(problem("a,b\nx,\"y\"z\n", ["b"]).hasSuffix("set 'quoted: false'"))
  }

  // MARK: - Encodings

  @Test func otherEncodingsAreReadWhereverTheFileIsCut() throws {
    let text = "text,n\ncôté “x” – €5 😀,1\n"
    let utf16 = Array(text.utf16)
    let little = utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let big = utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    let row = [["côté “x” – €5 😀", "1"]]
    for chunk in [1, 2, 3, 7, 1_000] {
      #expect(try rows([0xff, 0xfe] + little, ["text", "n"], chunk: chunk) == row)
      #expect(try rows([0xfe, 0xff] + big, ["text", "n"], chunk: chunk) == row)
      for bytes in [little, big] {
        #expect(try rows(bytes, ["text", "n"], chunk: chunk) { $0.encoding = .utf16 } == row)
      }
      let old = Array("text,n\nc".utf8) + [0xf4, 0x93, 0x80, 0x2c, 0x31]
      #expect(
        try rows(old, ["text", "n"], chunk: chunk) { $0.encoding = .windows1252 }
          == [["cô“€", "1"]])
      #expect(
        try rows(old, ["text", "n"], chunk: chunk) { $0.encoding = .latin1 }
          == [["cô\u{93}\u{80}", "1"]])
    }
  }

  @Test func textThatViolatesUTF16IsAnError() throws {
    let path = folder.path("table.csv")
    #expect(
      throws: TaskDataError.unreadable(
        path: path, reason: "its byte 4 is half of a surrogate pair of UTF-16")
    ) { try rows([0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0x61, 0], ["a"]) }
    #expect(
      throws: TaskDataError.unreadable(path: path, reason: "it ends within a character of UTF-16")
    ) { try rows([0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x61], ["a"]) }
  }

  /// All 256 bytes, against Python: `bytes([n]).decode("cp1252", errors="surrogateescape")`.
  @Test func windows1252IsThatOfTheStandard() {
    let special = Array("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars)
    let undefined: Set<UInt8> = [0x81, 0x8d, 0x8f, 0x90, 0x9d]
    let decoded = (UInt8.min...UInt8.max).map { TextEncoding.windows1252.scalar(of: $0) }
    #expect((0x80...0x9f).filter { !undefined.contains($0) }.map { decoded[Int($0)] } == special)
    #expect(decoded[0xe9] == "é" && decoded[0xff] == "ÿ" && decoded[0x41] == "A")
    #expect(undefined.allSatisfy { decoded[Int($0)].value == UInt32($0) })
  }

  @Test func theErrorNamesTheByteAndTheLikelyEncoding() throws {
    func message(_ byte: UInt8) -> String? {
      let error = #expect(throws: TaskDataError.self) {
        try rows(Array("a\nc".utf8) + [byte, 0x0a], ["a"])
      }
      return error?.description.replacing(folder.path(""), with: "")
    }
    #expect(
      message(0xf4)
        == "table.csv:2: byte 3 of the file is not UTF-8, text in UTF-8 was expected: it is 0xF4, "
        + "'ô' in latin-1: set 'encoding: latin-1' if it is that")
    #expect(
      message(0x93)?.contains("0x93, '“' in windows-1252: set 'encoding: windows-1252'") == true)
  }

  // MARK: - Formats

  @Test func theFormatOverrulesTheNameOfTheFile() throws {
    #expect(try rows("a\tb\n\"x\t2\n", ["b"], "a.csv") { $0.format = .tsv } == [["2"]])
    #expect(try rows("{\"b\": 3}\n", ["b"], "a.csv") { $0.format = .jsonl } == [["3"]])
    #expect(try rows("a;b\n1;2\n", ["b"], "a.test") { $0.delimiter = .everywhere(";") } == [["2"]])
    #expect(problem("a;b\n", ["b"], "a.test").contains("'format: csv', 'tsv' or 'jsonl'"))
  }

  @Test(arguments: [
    ("a.parquet", Array("PAR1....".utf8), "from_parquet"),
    ("a.csv", Array("PAR1....".utf8), "from_parquet"),
    ("data-00000.arrow", [0xff, 0xff, 0xff, 0xff, 0x10], "from_file"),
    ("a.feather", Array("ARROW1..".utf8), "from_file"),
  ])
  func columnFormatsAreToldHowToBeConverted(
    _ name: String, _ bytes: [UInt8], _ method: String
  ) throws {
    let error = #expect(throws: TaskDataError.self) { try rows(bytes, ["a"], name) }
    let stem = name.split(separator: ".")[0]
    #expect(
      error?.description.contains(
        "Dataset.\(method)('\(folder.path(name))').to_json('\(stem).jsonl')") == true)
  }

  /// Line ends of Unicode inside of texts are none of the file's.
  @Test func onlyLineFeedsEndTheLinesOfJSON() throws {
    let text = "{\"a\": \"x\u{2028}y\u{85}z\"}\n{\"a\": \"\u{2029}\"}\n"
    #expect(try rows(text, ["a"], "a.jsonl") == [["x\u{2028}y\u{85}z"], ["\u{2029}"]])
  }
}
