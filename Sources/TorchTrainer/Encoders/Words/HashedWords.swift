/// The distinct words of a batch, as rows of a table of embeddings.
struct HashedWords {
  /// The row of each distinct word, `[distinct]`.
  private(set) var wordRows: [Int32] = []

  /// The rows of the parts of the distinct words, one word after the other.
  private(set) var partRows: [Int32] = []

  /// Where the parts of each distinct word begin, `[distinct + 1]`.
  private(set) var partOffsets: [Int32] = [0]

  /// Appends a word and its parts.
  mutating func append(word: Int32, parts: ArraySlice<Int32>) {
    wordRows.append(word)
    partRows.append(contentsOf: parts)
    partOffsets.append(Int32(partRows.count))
  }
}
