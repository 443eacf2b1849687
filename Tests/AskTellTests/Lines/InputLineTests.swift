import Testing

@testable import AskTell

@Suite struct InputLineTests {
  /// All lines of a text.
  private func lines(_ text: String, limit: Int = 8) -> [InputLine] {
    var bytes = Array(text.utf8)[...]
    var lines: [InputLine] = []
    while let line = InputLine.next(limit: limit, from: { bytes.popFirst() }) { lines.append(line) }
    return lines
  }

  private func bytes(_ text: String) -> InputLine { .bytes(Array(text.utf8)) }

  @Test func linesAreCutAtLineFeeds() {
    #expect(lines("one\ntwo\r\n\nfour\n") == ["one", "two\r", "", "four"].map(bytes))
    #expect(lines("").isEmpty)
  }

  @Test func theEndOfTheInputEndsALine() {
    #expect(lines("one\ntw") == ["one", "tw"].map(bytes))
  }

  @Test func aLineThatIsTooLongIsOneLineAndTheNextIsWhole() {
    let long = String(repeating: "x", count: 9)
    #expect(lines("12345678\n\(long)\nnext") == [bytes("12345678"), .tooLong, bytes("next")])
    #expect(lines(long) == [.tooLong])
    #expect(lines(String(repeating: "x", count: 1000) + "\n\n") == [.tooLong, bytes("")])
  }
}
