import GSLNumerics
import Testing

@Suite struct ByteHashTests {
  /// The authors' test vectors for 64-bit FNV-1a <http://www.isthe.com/chongo/src/fnv/test_fnv.c>.
  @Test(
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ] as [(String, UInt64)])
  func knownValues(text: String, value: UInt64) {
    var hash = ByteHash()
    for byte in text.utf8 { hash.absorb(byte) }
    #expect(hash.value == value)
  }

  @Test func twoTextsAreNotOneLongerText() {
    var (split, joined) = (ByteHash(), ByteHash())
    split.absorb("ab")
    split.absorb("c")
    joined.absorb("abc")
    #expect(split.value != joined.value)
    var other = ByteHash()
    other.absorb("a")
    other.absorb("bc")
    #expect(split.value != other.value)
  }
}
