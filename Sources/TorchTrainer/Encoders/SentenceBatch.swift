import Multitask
import Tensors

/// The sentences of some examples, without padding.
///
/// The words of all first sentences come first, then those of all second sentences.
struct SentenceBatch {
  /// The representation of the sentences.
  enum Content {
    /// The distinct words, as rows of a table.
    case words(HashedWords)
    /// The vectors of word pieces above layers of a pretrained encoder, `[layers, pieces, hidden]`.
    case vectors(Tensor)
    /// Word pieces, not yet encoded.
    case pieces(PieceBatch)
    /// Numbers instead of words, `[examples, features]`, with the index of their list of features.
    case features(Tensor, group: Int)
  }

  /// The number of examples.
  let examples: Int

  /// Whether there are second sentences.
  let isPair: Bool

  /// The distinct word at each position, `[tokens]`.
  let tokens: [Int32]

  /// The start of each sentence, and the end of the last, `[sentences + 1]`.
  let offsets: [Int32]

  /// The representation of the sentences.
  let content: Content

  /// Hand-made features of each example, `[examples, numbers]`; nil without.
  var numbers: Tensor?

  /// Returns the batch with its tensors on a device; indices stay on the CPU.
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

/// The batches of tasks' examples.
///
/// A batcher may have a buffer, so that the cost of a batch depends on its words alone; each trainer has a
/// copy.
protocol SentenceBatcher: Sendable {
  /// Returns the batch of some examples of a split.
  mutating func batch(of examples: [Int], task: Int, split: Split) throws -> SentenceBatch
}
