import Tensors

/// An encoder of examples as vectors of one length.
protocol SentenceEncoder: Sendable {
  /// The parameters, in the order in which `encode` expects them.
  var parameters: [ParameterSpecification] { get }

  /// The number of elements of an example's vector.
  var outputs: Int { get }

  /// Returns the vectors of the examples of a batch, `[examples, outputs]`.
  func encode(
    _ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor
}
