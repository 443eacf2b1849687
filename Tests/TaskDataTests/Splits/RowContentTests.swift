import Testing

@testable import TaskData

@Suite struct RowContentTests {
  private func normalized(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    forEachNormalizedByte(of: text) { bytes.append($0) }
    return bytes
  }

  /// A text in ASCII takes a shorter way to the same bytes.
  @Test func textsInASCIIAreNormalisedLikeOthers() {
    let ascii = String(String.UnicodeScalarView((0..<128).compactMap { Unicode.Scalar($0) }))
    for text in [ascii, " A  b\t\r\nC ", "", "  ", "Zz[`{@"] {
      #expect(normalized(text + "é") == normalized(text + "e").dropLast() + Array("é".utf8))
    }
    #expect(normalized(" A  b\t\r\nC ") == Array("a b c".utf8))
  }
}
