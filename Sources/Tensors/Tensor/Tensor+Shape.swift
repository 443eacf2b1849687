import CTorch

extension Tensor {
  /// Returns the same elements in another shape; one extent may be -1, for the rest.
  public func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
    try unary("reshaped", self) {
      engine.reshape($0, shape.map(Int64.init), Int32(shape.count))
    }
  }

  /// Returns the tensor with two dimensions exchanged.
  public func transposed(_ first: Int, _ second: Int) throws(TensorError) -> Tensor {
    try unary("transposed", self) { engine.transpose($0, Int32(first), Int32(second)) }
  }

  /// Returns a range of a dimension.
  public func narrowed(to range: Range<Int>, along dimension: Int) throws(TensorError) -> Tensor {
    try unary("narrowed", self) {
      engine.narrow($0, Int32(dimension), Int64(range.lowerBound), Int64(range.count))
    }
  }

  /// Returns the concatenation of tensors along the only dimension in which they may differ.
  public static func concatenated(
    _ tensors: [Tensor], along dimension: Int
  ) throws(TensorError) -> Tensor {
    let handles: [OpaquePointer?] = tensors.map(\.handle)
    return try made(
      "concatenated",
      withExtendedLifetime(tensors) {
        engine.concatenate(handles, Int32(handles.count), Int32(dimension))
      })
  }
}
