/// The word pieces of some sequences, concatenated without padding.
struct PieceBatch: Equatable, Sendable {
  /// The row of the table of word pieces, `[pieces]`.
  private(set) var ids: [Int32] = []

  /// The position of each piece in its sequence, `[pieces]`.
  private(set) var positions: [Int32] = []

  /// The text of its sequence that each piece belongs to, 0 or 1, `[pieces]`.
  private(set) var types: [Int32] = []

  /// The start of each sequence, and the end of the last, `[sequences + 1]`.
  private(set) var offsets: [Int32] = [0]

  /// Appends a sequence of one text.
  mutating func append(_ pieces: some Collection<Int32>) {
    append(pieces, types: repeatElement(0, count: pieces.count))
  }

  /// Appends a sequence.
  ///
  /// - Parameters:
  ///   - pieces: The rows of its pieces.
  ///   - types: The text that each piece belongs to, 0 or 1.
  mutating func append(_ pieces: some Collection<Int32>, types: some Collection<Int32>) {
    ids.append(contentsOf: pieces)
    positions.append(contentsOf: 0..<Int32(pieces.count))
    self.types.append(contentsOf: types)
    offsets.append(Int32(ids.count))
  }
}
