import TaskData

/// The examples of a split as numbers, in flat arrays.
struct TokenisedSplit: Sendable {
  /// The words of all sentences, one sentence after the other, the two of a pair in their order.
  private(set) var tokens: [Int32] = []

  /// Where each sentence begins, and where the last ends, `[sentences + 1]`.
  private(set) var offsets: [Int32] = [0]

  /// The class, or the number to be predicted as it was given, `[examples]`.
  private(set) var targets: [Double] = []

  /// The number of sentences of an example.
  let sentences: Int

  /// The number of examples.
  var count: Int { targets.count }

  init(_ examples: [TextExample], isPair: Bool, limit: Int, vocabulary: inout Vocabulary) {
    sentences = isPair ? 2 : 1
    targets.reserveCapacity(examples.count)
    offsets.reserveCapacity(sentences * examples.count + 1)
    for example in examples {
      append(example.first, limit, &vocabulary)
      if isPair { append(example.second ?? "", limit, &vocabulary) }
      targets.append(example.target)
    }
  }

  private mutating func append(
    _ sentence: String, _ limit: Int, _ vocabulary: inout Vocabulary
  ) {
    vocabulary.appendWords(of: sentence, limit: limit, to: &tokens)
    offsets.append(Int32(tokens.count))
  }
}
