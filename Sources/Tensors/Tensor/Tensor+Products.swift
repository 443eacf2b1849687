import CTorch

extension Tensor {
  /// Returns the matrix product; leading dimensions are a batch of matrices.
  public func times(_ other: Tensor) throws(TensorError) -> Tensor {
    try binary("times", self, other) { engine.matmul($0, $1) }
  }

  /// Returns these rows times weights plus a bias.
  ///
  /// - Parameters:
  ///   - weights: `[inputs, outputs]`, for rows of `[rows, inputs]`.
  ///   - bias: `[outputs]`.
  public func affine(_ weights: Tensor, _ bias: Tensor) throws(TensorError) -> Tensor {
    try made(
      "affine",
      withExtendedLifetime((self, weights, bias)) {
        engine.affine(handle, weights.handle, bias.handle)
      })
  }

  /// Returns these rows times weights plus a bias, with the weights in the layout of PyTorch's layers.
  ///
  /// - Parameters:
  ///   - weights: `[outputs, inputs]`, for rows of `[rows, inputs]`.
  ///   - bias: `[outputs]`.
  public func linear(_ weights: Tensor, _ bias: Tensor) throws(TensorError) -> Tensor {
    try made(
      "linear",
      withExtendedLifetime((self, weights, bias)) {
        engine.linear(handle, weights.handle, bias.handle)
      })
  }
}
