/// The 64-bit hash by which words and their parts are told apart.
///
/// Follows Fowler, Noll and Vo (FNV-1a) <http://www.isthe.com/chongo/tech/comp/fnv/>; the bits are
/// mixed once more when a bucket is taken, since the low bits of FNV alone are weak.
struct WordHash: Hashable {
  private(set) var value: UInt64

  init(salt: UInt8) {
    value = 0xcbf2_9ce4_8422_2325
    absorb(salt)
  }

  mutating func absorb(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// The bucket among so many, from zero.
  func bucket(of count: Int) -> Int32 {
    let mixed = (value ^ (value >> 32)) &* 0xd6e8_feb8_6659_fd93
    return Int32((mixed ^ (mixed >> 32)) % UInt64(count))
  }
}
