import Foundation
import TestSupport
import Testing

@testable import TaskData

@Suite struct JSONRowsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func rows(
    _ text: String, _ columns: [String] = ["text", "label"], chunk: Int = 1 << 18
  ) throws -> [[String]] {
    let path = try folder.write(text, to: "table.jsonl")
    var rows = JSONRows(try TextWindow(path: path, chunk: chunk), columns: columns)
    var all: [[String]] = []
    while try rows.advance() { all.append(columns.indices.map { rows.text($0) }) }
    return all
  }

  @Test func objectsAreReadWhateverTheOrderOfTheirKeysAndTheChunks() throws {
    let text = """
      {"text": "a", "label": "x"}\r
      {"label":1,"text":"b","more":{"list":[1,{"deep":[null,true]}],"empty":{}},"none":[]}

       { "label" : -1.5e3 , "text" : "" }
      {"te\\u0078t":"d","label":false}
      """
    for chunk in 1...text.utf8.count {
      #expect(
        try rows(text, chunk: chunk) == [
          ["a", "x"], ["b", "1"], ["", "-1.5e3"], ["d", "false"],
        ])
    }
  }

  @Test func escapesAreResolved() throws {
    let text = #"{"text": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\u0041é", "label": "\\u0041"}"#
    #expect(try rows(text) == [["\"\\/\u{8}\u{c}\n\r\té😀Aé", "\\u0041"]])
  }

  /// Foundation writes, we read.
  @Test func whatAnotherProgramWritesIsReadBack() throws {
    let texts = ["", "a\"b\\c/d", "line\nfeed\ttab\u{1}", "é😀\u{2028}", "[{}]"]
    let lines = try texts.map {
      String(decoding: try JSONEncoder().encode(["text": $0, "label": "l"]), as: UTF8.self)
    }
    #expect(try rows(lines.joined(separator: "\n")) == texts.map { [$0, "l"] })
  }

  @Test(arguments: [
    (#"{"text": "a", "label": null}"#, 24, "null"),
    (#"{"text": ["a"], "label": 1}"#, 10, "a list"),
    (#"{"text": {"en": "a"}, "label": 1}"#, 10, "an object"),
    (#"{"text": "a", "label": 1, "text": "b"}"#, 36, "a second value of 'text'"),
    (#"["a", 1]"#, 1, #"'["a", 1]'"#),
    (#"{"text": "a" "label": 1}"#, 14, #"'"label": 1}'"#),
    (#"{"text": "a", "label": 01}"#, 24, "what begins like a number"),
    (#"{"text": "a", "label": 1.}"#, 24, "what begins like a number"),
    (#"{"text": "a", "label": -}"#, 24, "what begins like a number"),
    (#"{"text": "a", "label": NaN}"#, 24, "'NaN}'"),
    (#"{"text": "a", "label": 'x'}"#, 24, "''x'}'"),
    (#"{"text": "é", "label": "x}"#, 24, "a quote"),
    (#"{"text": "a\x", "label": 1}"#, 12, "a backslash"),
    (#"{"text": "a\u12g4", "label": 1}"#, 12, "\\u"),
    (#"{"text": "\ud83d", "label": 1}"#, 11, "half a surrogate pair"),
    (#"{"text": "\ude00", "label": 1}"#, 11, "half a surrogate pair"),
    (#"{"text": "a", "label": 1} x"#, 27, "'x'"),
    (#"{"text": "a", "label": 1"#, 25, "the end of the line"),
    (#"{"text": "a", }"#, 15, "'}'"),
    (#"{"text": "a","#, 14, "the end of the line"),
    (#"{text: "a"}"#, 2, #"'text: "a"}'"#),
    ("{", 2, "the end of the line"),
    ("{\"text\": \"a\tb\", \"label\": 1}", 12, "'\tb\", \"label\"'"),
  ])
  func whatIsWrongIsNamedWithItsPosition(_ line: String, _ column: Int, _ found: String) throws {
    let text = #"{"text": "a", "label": 1}"# + "\n" + line + "\n"
    let error = #expect(throws: TaskDataError.self) { try rows(text) }
    guard case .wrongField(_, let position, let what, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(position == TextPosition(line: 2, column: column))
    #expect(what == found)
  }

  @Test func deepNestingIsAnErrorRatherThanACrash() throws {
    let deep = String(repeating: "[", count: 100_000)
    let error = #expect(throws: TaskDataError.self) { try rows("{\"more\": \(deep)") }
    #expect(error?.description.contains("at most 128 levels") == true)
  }

  @Test func aMissingKeyIsNamedWithTheKeysThereAre() throws {
    let error = #expect(throws: TaskDataError.self) {
      try rows(#"{"text": "a", "label": 1}"# + "\n" + #"{"txt": "a", "label": 1}"#)
    }
    #expect(
      error?.description
        == "\(folder.path("table.jsonl")):2:1: found the columns 'txt', 'label'; 'text' was "
        + "expected: did you mean 'txt'?")
  }
}
