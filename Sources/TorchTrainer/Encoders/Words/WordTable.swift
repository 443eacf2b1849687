import Tensors

/// A table of embeddings: a word's vector is its row and the mean of the rows of its parts.
struct WordTable: WordVectors {
  let buckets: Int
  let dimension: Int

  var alignmentScale: Double { 1 }

  /// The standard deviation makes the squared length of a word's vector about 5 for 64 elements,
  /// enough for a word to find itself in the other sentence from the beginning.
  var parameters: [ParameterSpecification] {
    [ParameterSpecification(shape: [buckets, dimension], initial: .normal(deviation: 0.2))]
  }

  func vectors(
    of batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    guard case .words(let words) = batch.content, let table = parameters.first else {
      preconditionFailure("a batch of hashed words and a table are expected")
    }
    return try table.rows(words.wordRows)
      + table.groupMeans(of: words.partRows, offsets: words.partOffsets)
  }
}
