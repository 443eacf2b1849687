import Tensors

/// A table of embeddings: a word's vector is its row plus the mean of its parts' rows.
struct WordTable: WordVectors {
  let buckets: Int
  let dimension: Int

  var alignmentScale: Double { 1 }

  /// The table, with a standard deviation that makes the squared length of a word's vector about 5 for 64
  /// elements, so that initially a word is aligned with itself in the other sentence.
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
