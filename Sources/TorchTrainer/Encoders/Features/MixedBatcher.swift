import Multitask
import TaskData
import Tensors

/// The batches of tasks on text, by another batcher, and of tasks on numbers.
struct MixedBatcher: SentenceBatcher {
  /// The source of a task's examples.
  enum Source: Sendable {
    /// The other batcher, where the task has this index.
    case text(Int)
    /// A table of numbers.
    case features(FeatureTable)
  }

  let sources: [Source]
  var text: (any SentenceBatcher)?

  mutating func batch(of examples: [Int], task: Int, split: Split) throws -> SentenceBatch {
    switch sources[task] {
    case .features(let table):
      let numbers = try Tensor(
        table.numbers(of: examples, in: split), shape: [examples.count, table.width])
      return SentenceBatch(
        examples: examples.count, isPair: false, tokens: [], offsets: [0],
        content: .features(numbers, group: table.group))
    case .text(let index):
      guard let batch = try text?.batch(of: examples, task: index, split: split) else {
        preconditionFailure("there is a batcher wherever there is a task on text")
      }
      return batch
    }
  }
}
