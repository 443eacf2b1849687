import Multitask
import Tensors

/// The sentences of some examples, without padding.
///
/// The words of all first sentences come first, then those of all second sentences.
struct SentenceBatch {
  /// What the sentences are made of.
  enum Content {
    /// Words that are rows of a table, each distinct one once.
    case words(HashedWords)
    /// What a pretrained encoder's layers say of each word piece, `[layers, pieces, hidden]`.
    case vectors(Tensor)
    /// Word pieces that are yet to be encoded.
    case pieces(PieceBatch)
    /// No words at all but numbers, `[examples, features]`, of one of the lists of features.
    case features(Tensor, group: Int)
  }

  /// The number of examples.
  let examples: Int

  /// Whether there are second sentences.
  let isPair: Bool

  /// The distinct word of each place, `[tokens]`.
  let tokens: [Int32]

  /// Where each sentence begins, and where the last ends, `[sentences + 1]`.
  let offsets: [Int32]

  /// What the sentences are made of.
  let content: Content

  /// Numbers of each example beside its sentences, `[examples, numbers]`.
  var numbers: Tensor?

  /// Returns the batch with its tensors on a device; indices stay where they are.
  func moved(to device: Device) throws -> SentenceBatch {
    let content =
      switch content {
      case .vectors(let vectors): Content.vectors(try vectors.moved(to: device))
      case .features(let numbers, let group):
        Content.features(try numbers.moved(to: device), group: group)
      case .words, .pieces: content
      }
    return SentenceBatch(
      examples: examples, isPair: isPair, tokens: tokens, offsets: offsets, content: content,
      numbers: try numbers?.moved(to: device))
  }
}

/// Makes the batches of some tasks' examples.
///
/// A batcher may have room of its own, so that a batch costs no more than its words; each trainer
/// has a copy.
protocol SentenceBatcher: Sendable {
  /// Makes the batch of some examples of a split.
  mutating func batch(of examples: [Int], task: Int, split: Split) throws -> SentenceBatch
}
