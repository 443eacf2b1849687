import Foundation
import Testing

@testable import PretrainedEncoders

@Suite struct WideHashTests {
  /// Values of draft-eastlake-fnv <https://datatracker.ietf.org/doc/draft-eastlake-fnv/>.
  @Test(arguments: [
    ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
    ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
  ])
  func theHashIsThePublishedOne(text: String, expected: String) {
    var (bytewise, whole) = (WideHash(), WideHash())
    for byte in text.utf8 { bytewise.absorb(byte) }
    whole.absorb(Data(text.utf8))
    #expect(bytewise.digits == expected)
    #expect(whole == bytewise)
  }

  @Test func theDigitsAreAlwaysThirtyTwo() {
    var hash = WideHash()
    for byte in UInt8.min...UInt8.max {
      hash.absorb(byte)
      #expect(hash.digits.count == 32)
    }
  }
}
