import GSLNumerics

/// A 64-bit hash of words and their parts.
///
/// Buckets mix the bits once more, since the low bits of the hash are weak.
struct WordHash: Hashable {
  private var bytes = ByteHash()

  init(salt: UInt8) {
    absorb(salt)
  }

  mutating func absorb(_ byte: UInt8) {
    bytes.absorb(byte)
  }

  /// Returns the bucket among a number of buckets, from zero.
  func bucket(of count: Int) -> Int32 {
    let mixed = (bytes.value ^ (bytes.value >> 32)) &* 0xd6e8_feb8_6659_fd93
    return Int32((mixed ^ (mixed >> 32)) % UInt64(count))
  }
}
