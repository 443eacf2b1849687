import Multitask
import TaskData
import Tensors

/// Makes the batches of tasks on text, by another batcher, and of those on numbers.
struct MixedBatcher: SentenceBatcher {
  /// Where the examples of a task are.
  enum Place: Sendable {
    /// With the other batcher, under this index.
    case text(Int)
    /// Here.
    case features(FeatureTable)
  }

  let places: [Place]
  var text: (any SentenceBatcher)?

  mutating func batch(of examples: [Int], task: Int, split: Split) throws -> SentenceBatch {
    switch places[task] {
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
