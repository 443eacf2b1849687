import Testing

@testable import TaskData

@Suite struct RowContentTests {
  private func normalized(_ text: String) -> String {
    var bytes: [UInt8] = []
    forEachNormalizedByte(of: text) { bytes.append($0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), (" \t\r\n", ""), ("  The  CAT\tsat. ", "the cat sat."), ("@[`{Z", "@[`{z"),
    ("É\u{a0}\u{2003} Ä ", "é ä"), ("größe  X", "größe x"),
  ])
  func textsAreComparedWithoutCaseAndWhiteSpace(_ text: String, _ expected: String) {
    #expect(normalized(text) == expected)
  }

  @Test func blankTextsAndNumbersHaveNoContent() {
    #expect(RowContent(Example(first: " ", second: "\t", target: 0)) == nil)
    #expect(RowContent(Example(features: [1], target: 0)) == nil)
  }
}
