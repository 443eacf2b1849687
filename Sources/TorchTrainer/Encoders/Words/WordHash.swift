import GSLNumerics

/// The 64-bit hash by which words and their parts are told apart.
///
/// The bits are mixed once more when a bucket is taken, since the low bits of the hash alone are weak.
struct WordHash: Hashable {
  private var bytes = ByteHash()

  init(salt: UInt8) {
    absorb(salt)
  }

  mutating func absorb(_ byte: UInt8) {
    bytes.absorb(byte)
  }

  /// The bucket among so many, from zero.
  func bucket(of count: Int) -> Int32 {
    let mixed = (bytes.value ^ (bytes.value >> 32)) &* 0xd6e8_feb8_6659_fd93
    return Int32((mixed ^ (mixed >> 32)) % UInt64(count))
  }
}
