import Tensors

/// Turns text into vectors by another encoder, and numbers by a layer for each list of features.
///
/// The vectors are of one length, so that all tasks share the hidden layer above, and those with the
/// same features the layer below, too.
struct MixedEncoder: SentenceEncoder {
  let text: (any SentenceEncoder)?

  /// The number of features of each list.
  let widths: [Int]

  let outputs: Int

  var parameters: [ParameterSpecification] {
    (text?.parameters ?? []) + widths.flatMap { [.weights($0, outputs), .bias(outputs)] }
  }

  func encode(
    _ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    let layers = Array(parameters.suffix(2 * widths.count))
    if case .features(let numbers, let group) = batch.content {
      return try numbers.affine(layers[2 * group], layers[2 * group + 1]).relu()
    }
    guard let text else { preconditionFailure("a batch of features is expected") }
    return try text.encode(batch, parameters.dropLast(layers.count), dropout: &dropout)
  }
}
