import Foundation
import Testing

@testable import PretrainedEncoders

@Suite struct WordSplitterTests {
  /// The digests are those that `Fixtures/words.py` prints.
  @Test(arguments: [
    (true, "2c24dc4469a4c84b9601d98292538417"), (false, "488f965ec956a07cf6517e676633a708"),
  ])
  func theWordsOfTheCharactersOfEveryScriptEqualTheReference(lowersCase: Bool, expected: String) {
    let splitter = WordSplitter(lowersCase: lowersCase, stripsAccents: lowersCase)
    var hash = WideHash()
    var all: [UInt8] = []
    let scalars: [Range<UInt32>] = [0..<0x30000, 0xe0000..<0xe0200, 0x10fff0..<0x110000]
    for scalar in scalars.joined().lazy.compactMap(Unicode.Scalar.init)
    where scalar.value != 0x11938 {
      for byte in splitter.words(of: "a\(scalar)b") where byte != 0x20 || all.last != 0x20 {
        all.append(byte)
      }
      all.append(0xff)
    }
    hash.absorb(Data(all))
    #expect(hash.digits == expected)
  }

  @Test func wordsMayLoseTheirCapitalsAndKeepTheirAccents() {
    let splitter = WordSplitter(lowersCase: true, stripsAccents: false)
    #expect(String(decoding: splitter.words(of: "ÉCOLE Été"), as: UTF8.self) == "école été")
  }
}
