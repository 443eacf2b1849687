import CTorch

/// An array of single-precision numbers of any number of dimensions, with derivatives.
///
/// A view of LibTorch's tensor. Operations return new tensors on the same device, and throw `TensorError`
/// if shapes or devices do not fit. A tensor is used by one thread at a time.
public final class Tensor {
  let handle: OpaquePointer

  init(handle: OpaquePointer) {
    self.handle = handle
  }

  /// Creates a tensor from its numbers.
  ///
  /// - Parameters:
  ///   - numbers: The elements, row after row.
  ///   - shape: The extent of each dimension; none for a scalar.
  ///   - differentiable: Whether `backward` collects a gradient for this tensor.
  /// - Precondition: The shape has as many elements as there are numbers.
  public convenience init(
    _ numbers: [Float], shape: [Int], differentiable: Bool = false
  ) throws(TensorError) {
    precondition(
      numbers.count == shape.reduce(1, *),
      "\(shape.reduce(1, *)) numbers are expected for shape \(shape), got \(numbers.count)")
    try TensorEngine.load()
    let made = engine.from_floats(
      numbers, shape.map(Int64.init), Int32(shape.count), differentiable)
    guard let made else { throw TensorError(lastOf: "making a tensor of shape \(shape)") }
    self.init(handle: made)
  }

  deinit {
    engine.free(handle)
  }

  /// The extent of each dimension.
  public var shape: [Int] {
    (0..<engine.rank(handle)).map { Int(engine.extent(handle, $0)) }
  }

  /// The number of elements.
  public var count: Int { Int(engine.count(handle)) }

  /// Returns a copy of the elements, row after row.
  public func numbers() throws(TensorError) -> [Float] {
    var status: Int32 = 0
    let count = count
    let result = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress { status = engine.copy_numbers(handle, base) }
      initialized = count
    }
    try check("reading a tensor", status)
    return result
  }

  /// Returns the only element.
  ///
  /// - Precondition: There is one.
  public func item() throws(TensorError) -> Float {
    precondition(count == 1, "a tensor of one element is expected, got shape \(shape)")
    return try numbers()[0]
  }

  /// Adds the derivatives of this scalar to the gradient of every leaf that it depends on.
  public func backward() throws(TensorError) {
    try check("backward", engine.backward(handle))
  }

  /// Returns a copy of the gradient that `backward` collected for this leaf; zeros if none.
  public func gradient() throws(TensorError) -> Tensor {
    try unary("gradient", self) { engine.gradient($0) }
  }

  /// Returns the same numbers, detached from the graph of derivatives.
  public func detached() throws(TensorError) -> Tensor {
    try unary("detach", self) { engine.detach($0) }
  }

  /// Returns the same numbers with reversed derivatives: gradients are multiplied by minus a factor.
  ///
  /// Follows Ganin et al. (2016), section 4.2 <https://arxiv.org/abs/1505.07818>: a descent step for what
  /// depends on the result is an ascent step for what this tensor depends on.
  public func reversed(by factor: Double = 1) throws(TensorError) -> Tensor {
    try unary("reversed", self) { engine.reverse_gradient($0, factor) }
  }
}

/// Wraps the engine's tensor, or throws the engine's error.
func made(_ operation: String, _ handle: OpaquePointer?) throws(TensorError) -> Tensor {
  guard let handle else { throw TensorError(lastOf: operation) }
  return Tensor(handle: handle)
}

/// Calls an operation of one tensor, which stays alive until its end.
func unary(
  _ operation: String, _ tensor: Tensor, _ call: (OpaquePointer) -> OpaquePointer?
) throws(TensorError) -> Tensor {
  try made(operation, withExtendedLifetime(tensor) { call(tensor.handle) })
}

/// Calls an operation of two tensors, which stay alive until its end.
func binary(
  _ operation: String, _ left: Tensor, _ right: Tensor,
  _ call: (OpaquePointer, OpaquePointer) -> OpaquePointer?
) throws(TensorError) -> Tensor {
  try made(
    operation, withExtendedLifetime((left, right)) { call(left.handle, right.handle) })
}
