import Multitask
import PretrainedEncoders
import Synchronization
import TaskData
import Tensors

/// Hand-made features of every pair of sentences, standardised over the training pairs of all tasks.
///
/// They are `LexicalFeatures` and `AlignmentFeatures`; a task of single sentences has zeros.
final class PairNumbers: Sendable {
  /// The number of features of a pair.
  static let count = LexicalFeatures.names.count + AlignmentFeatures.names.count

  private let table: SequenceTable
  private let vectors: SequenceVectors
  private let lexical: [[Split: [Float]]]
  private let numbers = Mutex<[[Split: [Float]]]?>(nil)

  /// Computes the features of the texts.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - table: Their sentences, the two of a pair as two sequences.
  ///   - vectors: The sentences' vectors by an encoder.
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

  /// Computes the features of the vectors, once.
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

  /// Returns the features of some examples, `[examples, count]`.
  ///
  /// - Precondition: `complete` was called.
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
  for (index, number) in training.enumerated() { means[index % width] += Double(number) / count }
  for (index, number) in training.enumerated() {
    let difference = Double(number) - means[index % width]
    squares[index % width] += difference * difference / count
  }
  let deviations = squares.map { $0 > 0 ? $0.squareRoot() : 1 }
  for task in numbers.indices {
    numbers[task] = numbers[task].mapValues { rows in
      rows.enumerated().map { index, number in
        Float((Double(number) - means[index % width]) / deviations[index % width])
      }
    }
  }
}
