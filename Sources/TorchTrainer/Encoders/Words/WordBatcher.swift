import Multitask
import TaskData

/// Batches of words with trained embeddings.
///
/// The distinct words of a batch are embedded once each.
struct WordBatcher: SentenceBatcher {
  private let vocabulary: Vocabulary
  private let tasks: [[Split: TokenisedSplit]]
  /// The index of each word among the distinct words of the current batch; -1 for others.
  private var distinct: [Int32]

  /// Tokenises the sentences of tasks.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - buckets: The number of rows of the table.
  ///   - limit: The largest number of words of a sentence.
  init(_ tasks: [SplitTask], buckets: Int, limit: Int) {
    var vocabulary = Vocabulary(buckets: buckets)
    self.tasks = tasks.map { task in
      var splits: [Split: TokenisedSplit] = [:]
      for split in Split.allCases {
        splits[split] = TokenisedSplit(
          task.examples(split), isPair: task.task.isPair, limit: limit, vocabulary: &vocabulary)
      }
      return splits
    }
    self.vocabulary = vocabulary
    distinct = Array(repeating: -1, count: vocabulary.count)
  }

  mutating func batch(of examples: [Int], task: Int, split: Split) -> SentenceBatch {
    guard let split = tasks[task][split] else { preconditionFailure("every split is there") }
    var tokens: [Int32] = []
    var offsets: [Int32] = [0]
    var words: [Int32] = []
    for sentence in 0..<split.sentences {
      for example in examples {
        let index = split.sentences * example + sentence
        for token in split.offsets[index]..<split.offsets[index + 1] {
          let word = split.tokens[Int(token)]
          if distinct[Int(word)] < 0 {
            distinct[Int(word)] = Int32(words.count)
            words.append(word)
          }
          tokens.append(distinct[Int(word)])
        }
        offsets.append(Int32(tokens.count))
      }
    }
    var hashed = HashedWords()
    for word in words {
      let parts =
        Int(vocabulary.partOffsets[Int(word)])..<Int(vocabulary.partOffsets[Int(word) + 1])
      hashed.append(word: vocabulary.wordRows[Int(word)], parts: vocabulary.partRows[parts])
      distinct[Int(word)] = -1
    }
    return SentenceBatch(
      examples: examples.count, isPair: split.sentences == 2, tokens: tokens, offsets: offsets,
      content: .words(hashed))
  }
}
