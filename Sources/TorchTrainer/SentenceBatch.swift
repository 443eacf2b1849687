/// The sentences of some examples, without padding.
///
/// The words of all first sentences come first, then those of all second sentences. A word that
/// occurs many times in the batch is embedded once.
struct SentenceBatch {
  /// The number of examples.
  private(set) var examples = 0

  /// Whether there are second sentences.
  private(set) var isPair = false

  /// The row of the table of embeddings of each distinct word, `[distinct]`.
  private(set) var wordRows: [Int32] = []

  /// The rows of the parts of the distinct words, one word after the other.
  private(set) var partRows: [Int32] = []

  /// Where the parts of each distinct word begin, `[distinct + 1]`.
  private(set) var partOffsets: [Int32] = [0]

  /// The distinct word of each place, `[tokens]`.
  private(set) var tokens: [Int32] = []

  /// Where each sentence begins, `[sentences + 1]`.
  private(set) var offsets: [Int32] = [0]
}

/// Makes batches, with room of its own so that a batch costs no more than its words.
struct SentenceBatcher {
  private let vocabulary: Vocabulary
  /// The distinct number of each word in the batch being made; -1 for those not in it.
  private var distinct: [Int32]

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    distinct = Array(repeating: -1, count: vocabulary.count)
  }

  /// Makes the batch of some examples of a split.
  mutating func batch(of examples: some Collection<Int>, from split: TokenisedSplit)
    -> SentenceBatch
  {
    var batch = SentenceBatch()
    batch.begin(examples.count, isPair: split.sentences == 2)
    var words: [Int32] = []
    for sentence in 0..<split.sentences {
      for example in examples {
        let place = split.sentences * example + sentence
        for token in split.offsets[place]..<split.offsets[place + 1] {
          let word = split.tokens[Int(token)]
          if distinct[Int(word)] < 0 {
            distinct[Int(word)] = Int32(words.count)
            words.append(word)
          }
          batch.append(token: distinct[Int(word)])
        }
        batch.endSentence()
      }
    }
    for word in words {
      let parts =
        Int(vocabulary.partOffsets[Int(word)])..<Int(vocabulary.partOffsets[Int(word) + 1])
      batch.append(
        word: vocabulary.wordRows[Int(word)], parts: vocabulary.partRows[parts])
      distinct[Int(word)] = -1
    }
    return batch
  }
}

extension SentenceBatch {
  fileprivate mutating func begin(_ count: Int, isPair: Bool) {
    examples = count
    self.isPair = isPair
  }

  fileprivate mutating func append(token: Int32) {
    tokens.append(token)
  }

  fileprivate mutating func endSentence() {
    offsets.append(Int32(tokens.count))
  }

  fileprivate mutating func append(word: Int32, parts: ArraySlice<Int32>) {
    wordRows.append(word)
    partRows.append(contentsOf: parts)
    partOffsets.append(Int32(partRows.count))
  }
}
