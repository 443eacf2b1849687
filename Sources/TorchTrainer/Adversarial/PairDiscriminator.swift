import Tensors

/// A network with one hidden layer that discriminates between the features of two tasks.
struct PairDiscriminator {
  let weights: Tensor
  let bias: Tensor
  let outputWeights: Tensor
  let outputBias: Tensor

  /// The shapes of the parameters, in their order.
  static func shapes(features: Int, hidden: Int, outputs: Int) -> [[Int]] {
    [[features, hidden], [hidden], [hidden, outputs], [outputs]]
  }

  init(_ parameters: ArraySlice<Tensor>) {
    let first = parameters.startIndex
    (weights, bias) = (parameters[first], parameters[first + 1])
    (outputWeights, outputBias) = (parameters[first + 2], parameters[first + 3])
  }

  /// Returns the outputs for rows of features, `[rows, outputs]`.
  func outputs(of features: Tensor) throws(TensorError) -> Tensor {
    try hidden(of: features).affine(outputWeights, outputBias)
  }

  /// Returns the norm of the gradient of the single output by the features, `[rows]`.
  ///
  /// In closed form, so that derivatives by the parameters need no second-order graph.
  func slopeNorms(at features: Tensor) throws(TensorError) -> Tensor {
    let units = try hidden(of: features)
    let device = features.device
    let rises = try Tensor([1], shape: [1]).moved(to: device) - units * units
    let slopes = try (rises * outputWeights.transposed(0, 1)).times(weights.transposed(0, 1))
    // The square root has no derivative at zero.
    let squares =
      try (slopes * slopes).sum(along: 1) + Tensor([1e-12], shape: [1]).moved(to: device)
    return try (squares.log() * 0.5).exp()
  }

  private func hidden(of features: Tensor) throws(TensorError) -> Tensor {
    try features.affine(weights, bias).tanh()
  }
}
