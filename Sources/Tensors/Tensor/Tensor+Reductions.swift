import CTorch

extension Tensor {
  /// Returns the sum of all elements.
  public func sum() throws(TensorError) -> Tensor {
    try unary("sum", self) { engine.sum($0) }
  }

  /// Returns the mean of all elements.
  public func mean() throws(TensorError) -> Tensor {
    try unary("mean", self) { engine.mean($0) }
  }

  /// Returns the sums along a dimension, which is dropped; -1 is the last.
  public func sum(along dimension: Int) throws(TensorError) -> Tensor {
    try unary("sum", self) { engine.sum_along($0, Int32(dimension)) }
  }

  /// Returns the means along a dimension, which is dropped; -1 is the last.
  public func mean(along dimension: Int) throws(TensorError) -> Tensor {
    try unary("mean", self) { engine.mean_along($0, Int32(dimension)) }
  }

  /// Returns the largest elements along a dimension, which is dropped; -1 is the last.
  ///
  /// Ties share the derivative equally.
  public func maximum(along dimension: Int) throws(TensorError) -> Tensor {
    try unary("maximum", self) { engine.maximum_along($0, Int32(dimension)) }
  }

  /// Returns exponentials that sum to one along a dimension; -1 is the last.
  public func softmax(along dimension: Int) throws(TensorError) -> Tensor {
    try unary("softmax", self) { engine.softmax($0, Int32(dimension)) }
  }

  /// Returns the natural logarithms of the softmax along a dimension; -1 is the last.
  public func logSoftmax(along dimension: Int) throws(TensorError) -> Tensor {
    try unary("logSoftmax", self) { engine.log_softmax($0, Int32(dimension)) }
  }
}
