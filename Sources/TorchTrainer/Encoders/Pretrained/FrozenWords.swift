import Tensors

/// The vectors of word pieces by a frozen encoder: a learned mean of its layers, and a learned projection.
///
/// Follows Peters et al. (2018), equation 1 <https://arxiv.org/abs/1802.05365>, without the scale,
/// which the projection has. The alignment by products over the square root of the dimension follows Vaswani
/// et al. (2017).
struct FrozenWords: WordVectors {
  /// The number of layers.
  let layers: Int

  /// The number of elements of a vector of the encoder.
  let hidden: Int

  /// The number of elements of a vector after the projection.
  let dimension: Int

  var alignmentScale: Double { 1 / Double(dimension).squareRoot() }

  var parameters: [ParameterSpecification] {
    [
      ParameterSpecification(shape: [1, layers], initial: .constant(0)),
      .weights(hidden, dimension, gain: 1), .bias(dimension),
    ]
  }

  func vectors(
    of batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    let p = Array(parameters)
    guard case .vectors(let vectors) = batch.content else {
      preconditionFailure("a batch of vectors is expected")
    }
    let mean = try p[0].softmax(along: 1).times(vectors.reshaped([layers, -1]))
    let rows = try dropout.applied(to: mean.reshaped([-1, hidden]))
    return try rows.affine(p[1], p[2])
  }
}
