import Multitask
import Tensors

/// Batches of word pieces, or of their vectors by a frozen encoder.
struct SequenceBatcher: SentenceBatcher {
  let table: SequenceTable
  /// The vectors of the sequences; nil for word pieces.
  let vectors: SequenceVectors?
  /// Hand-made features of pairs; nil without.
  var numbers: PairNumbers?

  func batch(of examples: [Int], task: Int, split: Split) throws -> SentenceBatch {
    let width = table.perExample[task]
    var sequences: [Int] = []
    for index in 0..<width {
      for example in examples {
        let own = table.sequences(of: example, task: task, split: split)
        sequences.append(Int(own[own.startIndex + index]))
      }
    }
    var offsets: [Int32] = [0]
    for sequence in sequences {
      offsets.append(offsets[offsets.count - 1] + Int32(table.length(of: sequence)))
    }
    return SentenceBatch(
      examples: examples.count, isPair: width == 2,
      tokens: Array(0..<offsets[offsets.count - 1]), offsets: offsets,
      content: try vectors.map { .vectors(try $0.tensor(of: sequences)) }
        ?? .pieces(table.pieces(of: sequences)),
      numbers: try numbers?.tensor(of: examples, task: task, split: split))
  }
}
