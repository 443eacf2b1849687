import TaskData

/// The tokenised sentences of a split, in flat arrays.
struct TokenisedSplit: Sendable {
  /// The words of all sentences, concatenated; the two of a pair in their order.
  private(set) var tokens: [Int32] = []

  /// The start of each sentence, and the end of the last, `[sentences + 1]`.
  private(set) var offsets: [Int32] = [0]

  /// The number of sentences of an example.
  let sentences: Int

  init(_ examples: [Example], isPair: Bool, limit: Int, vocabulary: inout Vocabulary) {
    sentences = isPair ? 2 : 1
    offsets.reserveCapacity(sentences * examples.count + 1)
    for example in examples {
      append(example.first, limit, &vocabulary)
      if isPair { append(example.second ?? "", limit, &vocabulary) }
    }
  }

  private mutating func append(
    _ sentence: String, _ limit: Int, _ vocabulary: inout Vocabulary
  ) {
    vocabulary.appendWords(of: sentence, limit: limit, to: &tokens)
    offsets.append(Int32(tokens.count))
  }
}
