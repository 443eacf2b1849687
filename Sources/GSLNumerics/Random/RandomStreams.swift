/// A family of independent random streams, each identified by a label and indices.
///
/// A stream depends on the seed, the label and the indices alone: adding a consumer, reordering trials or
/// running them on several workers changes no other stream. Ours: key splitting with names.
public struct RandomStreams: Sendable, Equatable {
  /// The seed from which every stream of the family is derived.
  public let seed: UInt64

  /// Creates the family of a seed.
  public init(seed: UInt64) {
    self.seed = seed
  }

  /// Returns the stream of a label and indices, at its beginning.
  ///
  /// - Parameters:
  ///   - label: The purpose of the numbers, such as `"trial"`.
  ///   - indices: The indices within the label, such as the trial's.
  public func stream(_ label: String, _ indices: Int...) -> RandomStream {
    RandomStream(seed: derivedSeed(label, indices))
  }

  /// Returns a family of streams for a part of the program that names its own.
  public func substreams(_ label: String, _ indices: Int...) -> RandomStreams {
    RandomStreams(seed: derivedSeed(label, indices))
  }

  /// Returns the hash of the seed, the label and the indices, scrambled.
  private func derivedSeed(_ label: String, _ indices: [Int]) -> UInt64 {
    var bytes = ByteHash()
    bytes.absorb(seed)
    bytes.absorb(label)
    for index in indices { bytes.absorb(UInt64(bitPattern: Int64(index))) }
    return bytes.value.scrambled
  }
}
