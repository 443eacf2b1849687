import Tensors

/// Turns examples into vectors of one length, with parameters that all tasks share.
protocol SentenceEncoder: Sendable {
  /// The parameters, in the order in which `encode` expects them.
  var parameters: [ParameterSpecification] { get }

  /// The number of elements of an example's vector.
  var outputs: Int { get }

  /// Returns the vectors of the examples of a batch, `[examples, outputs]`.
  func encode(_ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>) throws -> Tensor
}

/// The standard deviation of first embeddings: the squared length of a word's vector is then about
/// 5 for 64 elements, enough for a word to find itself in the other sentence from the beginning.
let embeddingDeviation = 0.2

/// Returns the vectors of the distinct words of a batch: a row for each, and the mean of its parts.
func embedded(_ batch: SentenceBatch, _ table: Tensor) throws -> Tensor {
  try table.rows(batch.wordRows)
    + table.groupMeans(of: batch.partRows, offsets: batch.partOffsets)
}
