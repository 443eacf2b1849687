import Multitask
import PretrainedEncoders
import Synchronization
import TaskData
import Tensors

/// Cheap numbers of every pair of sentences, standardised over the training pairs of all tasks.
///
/// They are `LexicalFeatures` and `AlignmentFeatures`; a task of single sentences has zeros.
final class PairNumbers: Sendable {
  /// How many numbers a pair has.
  static let count = LexicalFeatures.names.count + AlignmentFeatures.names.count

  private let table: SequenceTable
  private let vectors: SequenceVectors
  private let lexical: [[Split: [Float]]]
  private let numbers = Mutex<[[Split: [Float]]]?>(nil)

  /// Reads what the texts alone say.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - table: Their sentences, those of a pair apart.
  ///   - vectors: What an encoder says of them.
  init(_ tasks: [SplitTask], table: SequenceTable, vectors: SequenceVectors) {
    self.table = table
    self.vectors = vectors
    lexical = tasks.map { task in
      guard task.task.isPair else { return [:] }
      return Dictionary(
        uniqueKeysWithValues: Split.allCases.map { split in
          let pairs = task.examples(split)
          return (
            split,
            pairs.flatMap { LexicalFeatures.values(of: $0.first, and: $0.second ?? "") }
          )
        })
    }
  }

  /// Adds what the vectors of the sentences say, unless it is done.
  ///
  /// - Throws: `TensorError`.
  /// - Precondition: The sentences have been encoded.
  func complete() throws {
    try numbers.withLock { numbers in
      guard numbers == nil else { return }
      let width = LexicalFeatures.names.count
      var all = lexical
      for task in lexical.indices {
        for (split, texts) in lexical[task] {
          all[task][split] = try (0..<texts.count / width).flatMap { example in
            let pair = table.sequences(of: example, task: task, split: split)
            let rows = try pair.map { try vectors.lastLayer(of: Int($0)) }
            return texts[width * example..<width * (example + 1)]
              + AlignmentFeatures.values(of: rows[0], and: rows[1], width: vectors.hidden)
          }
        }
      }
      standardise(&all)
      numbers = all
    }
  }

  /// Returns the numbers of some examples, `[examples, count]`.
  ///
  /// - Precondition: They are complete.
  func tensor(of examples: [Int], task: Int, split: Split) throws -> Tensor {
    guard let numbers = numbers.withLock({ $0 }) else {
      preconditionFailure("the numbers of pairs are complete before batches are made")
    }
    let width = Self.count
    let own = numbers[task][split]
    let rows = examples.flatMap { example in
      own.map { $0[width * example..<width * (example + 1)] }
        ?? ArraySlice(repeating: 0, count: width)
    }
    return try Tensor(rows, shape: [examples.count, width])
  }
}

/// Subtracts the means of the training pairs and divides by their standard deviations.
private func standardise(_ numbers: inout [[Split: [Float]]]) {
  let width = PairNumbers.count
  let training = numbers.flatMap { $0[.training] ?? [] }
  let count = Double(max(training.count / width, 1))
  var means = [Double](repeating: 0, count: width)
  var squares = means
  for (place, number) in training.enumerated() { means[place % width] += Double(number) / count }
  for (place, number) in training.enumerated() {
    let difference = Double(number) - means[place % width]
    squares[place % width] += difference * difference / count
  }
  let deviations = squares.map { $0 > 0 ? $0.squareRoot() : 1 }
  for task in numbers.indices {
    numbers[task] = numbers[task].mapValues { rows in
      rows.enumerated().map { place, number in
        Float((Double(number) - means[place % width]) / deviations[place % width])
      }
    }
  }
}
