/// A 64-bit hash of bytes that is the same on every machine and in every run.
///
/// Follows Fowler, Noll and Vo (FNV-1a) <http://www.isthe.com/chongo/tech/comp/fnv/>. It
/// prevents accidental collisions, not deliberate ones; its low bits are weak.
public struct ByteHash: Hashable, Sendable {
  @usableFromInline var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Creates the hash of nothing.
  public init() {}

  /// The hash of what was absorbed so far.
  @inlinable public var value: UInt64 { state }

  /// Adds a byte.
  @inlinable
  public mutating func absorb(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// Adds the eight bytes of a word, the lowest first.
  public mutating func absorb(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      absorb(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  /// Adds the bytes of a text and an end mark, so that two texts are not one longer text.
  public mutating func absorb(_ text: String) {
    for byte in text.utf8 { absorb(byte) }
    absorb(UInt8(0xff))
  }
}

extension UInt64 {
  /// The bits scrambled one to one, so that each depends on all: the finaliser of SplitMix64.
  ///
  /// Follows Steele, Lea and Flood (2014) <https://doi.org/10.1145/2660193.2660195>.
  @inlinable public var scrambled: UInt64 {
    var bits = self
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
