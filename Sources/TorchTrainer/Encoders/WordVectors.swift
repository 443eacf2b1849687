import Tensors

/// Gives the distinct words of a batch their vectors.
protocol WordVectors: Sendable {
  /// The parameters, in the order in which `vectors` expects them.
  var parameters: [ParameterSpecification] { get }

  /// The number of elements of a vector.
  var dimension: Int { get }

  /// What products of two vectors are multiplied by where one word is aligned with others.
  var alignmentScale: Double { get }

  /// Returns the vectors, `[distinct, dimension]`.
  func vectors(
    of batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor
}
