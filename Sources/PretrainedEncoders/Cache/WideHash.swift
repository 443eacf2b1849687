import Foundation

/// A 128-bit hash of bytes that is the same on every machine and in every run.
///
/// Follows Fowler, Noll and Vo (FNV-1a, 128 bits) <http://www.isthe.com/chongo/tech/comp/fnv/>. It
/// prevents accidental collisions, not deliberate ones.
struct WideHash: Hashable, Sendable {
  /// The hash of what was absorbed so far.
  private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  /// Creates the hash of nothing.
  init() {}

  /// Creates the hash of a text.
  init(of text: String) {
    absorb(text)
  }

  /// Creates a hash that was computed before.
  init(value: UInt128) {
    self.value = value
  }

  /// The hash as 32 hexadecimal digits.
  var digits: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// Adds a byte.
  mutating func absorb(_ byte: UInt8) {
    value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }

  /// Adds bytes.
  mutating func absorb(_ bytes: Data) {
    let bytes = bytes.span
    for index in bytes.indices { absorb(bytes[index]) }
  }

  /// Adds the bytes of a text and an end mark, so that two texts are not one longer text.
  mutating func absorb(_ text: String) {
    for byte in text.utf8 { absorb(byte) }
    absorb(UInt8(0xff))
  }
}
