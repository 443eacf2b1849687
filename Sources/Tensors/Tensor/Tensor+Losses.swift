import CTorch

extension Tensor {
  /// Returns the mean negative log-likelihood of labels, in natural units.
  ///
  /// - Parameter labels: The class of each row of logits `[rows, classes]`, from zero.
  public func crossEntropy(_ labels: [Int32]) throws(TensorError) -> Tensor {
    try unary("crossEntropy", self) { engine.cross_entropy($0, labels, Int64(labels.count)) }
  }

  /// Returns the mean squared difference from a tensor of the same shape.
  public func squaredError(_ actual: Tensor) throws(TensorError) -> Tensor {
    try binary("squaredError", self, actual) { engine.squared_error($0, $1) }
  }
}
