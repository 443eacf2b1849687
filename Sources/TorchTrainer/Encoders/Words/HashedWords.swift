/// The distinct words of a batch, as rows of a table of embeddings.
struct HashedWords {
  /// The row of each distinct word, `[distinct]`.
  private(set) var wordRows: [Int32] = []

  /// The rows of the parts of the distinct words, concatenated.
  private(set) var partRows: [Int32] = []

  /// The start of each distinct word's parts, and the end of the last, `[distinct + 1]`.
  private(set) var partOffsets: [Int32] = [0]

  /// Appends a word and its parts.
  mutating func append(word: Int32, parts: ArraySlice<Int32>) {
    wordRows.append(word)
    partRows.append(contentsOf: parts)
    partOffsets.append(Int32(partRows.count))
  }
}
