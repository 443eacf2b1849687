import Tensors

/// The vectors of the distinct words of a batch.
protocol WordVectors: Sendable {
  /// The parameters, in the order in which `vectors` expects them.
  var parameters: [ParameterSpecification] { get }

  /// The number of elements of a vector.
  var dimension: Int { get }

  /// The factor of the inner products of vectors in alignment.
  var alignmentScale: Double { get }

  /// Returns the vectors, `[distinct, dimension]`.
  func vectors(
    of batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor
}
