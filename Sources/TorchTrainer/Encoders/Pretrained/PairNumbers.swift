import Multitask
import PretrainedEncoders
import Synchronization
import TaskData
import Tensors

/// Hand-made features of every pair of sentences, standardised over the training pairs of all tasks.
///
/// They are `LexicalFeatures` and `AlignmentFeatures`. A task of single sentences has zeros, and so has a derived
/// task, whose target may be one of them.
final class PairNumbers: Sendable {
  /// The number of features of a pair.
  static let count = LexicalFeatures.names.count + AlignmentFeatures.names.count

  private let sentences: FrozenSentences
  private let lexical: [[Split: [Float]]]
  private let fitted: NumberScale?
  private let numbers = Mutex<Completed?>(nil)

  private struct Completed {
    let numbers: [[Split: [Float]]]
    let scale: NumberScale
  }

  /// Computes the features of the texts.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - sentences: Their sentences.
  ///   - scale: The scale of other training pairs; nil to compute that of the tasks' own.
  init(_ tasks: [SplitTask], _ sentences: FrozenSentences, scale: NumberScale? = nil) {
    self.sentences = sentences
    fitted = scale
    lexical = tasks.map { task in
      guard task.task.isPair, !task.task.isDerived else { return [:] }
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
            let alignment = try sentences.alignment(of: example, task: task, split: split)
            return texts[width * example..<width * (example + 1)] + alignment
          }
        }
      }
      let scale = fitted ?? NumberScale(of: all.flatMap { $0[.training] ?? [] }, width: Self.count)
      numbers = Completed(
        numbers: all.map { $0.mapValues(scale.standardised) }, scale: scale)
    }
  }

  /// The scale of the features; nil before `complete` was called.
  var scale: NumberScale? { numbers.withLock { $0?.scale } }

  /// Returns the features of some examples, `[examples, count]`.
  ///
  /// - Precondition: `complete` was called.
  func tensor(of examples: [Int], task: Int, split: Split) throws -> Tensor {
    guard let numbers = numbers.withLock({ $0?.numbers }) else {
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

/// The means and standard deviations of numbers in rows of one length.
struct NumberScale: Equatable, Sendable, Codable {
  let means: [Double]
  let deviations: [Double]

  /// Computes the statistics of rows, one after another.
  init(of rows: [Float], width: Int) {
    let count = Double(max(rows.count / width, 1))
    var means = [Double](repeating: 0, count: width)
    var squares = means
    for (index, number) in rows.enumerated() { means[index % width] += Double(number) / count }
    for (index, number) in rows.enumerated() {
      let difference = Double(number) - means[index % width]
      squares[index % width] += difference * difference / count
    }
    self.means = means
    deviations = squares.map { $0 > 0 ? $0.squareRoot() : 1 }
  }

  /// Returns the numbers in standard deviations from their means.
  func standardised(_ rows: [Float]) -> [Float] {
    rows.enumerated().map { index, number in
      let column = index % means.count
      return Float((Double(number) - means[column]) / deviations[column])
    }
  }
}
