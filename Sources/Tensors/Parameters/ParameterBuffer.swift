import CTorch

/// The parameters of a model as views of one flat array, and their gradients as views of another.
///
/// The optimiser can then update all of them in one pass, which otherwise takes most of the time of a
/// training step.
public final class ParameterBuffer {
  /// The parameters, in the order of their shapes.
  public let parameters: [Tensor]

  /// The range of each parameter in the flat array.
  public let ranges: [Range<Int>]

  /// The number of elements of all parameters.
  public let count: Int

  /// The device of the parameters.
  public let device: Device

  private let values: Tensor
  private let gradients: Tensor

  /// Creates parameters of these shapes, all zero.
  public init(shapes: [[Int]], on device: Device = .cpu) throws(TensorError) {
    var ranges: [Range<Int>] = []
    var end = 0
    for shape in shapes {
      ranges.append(end..<end + shape.reduce(1, *))
      end += shape.reduce(1, *)
    }
    let values = try Tensor.zeros([end], on: device)
    let gradients = try Tensor.zeros([end], on: device)
    var parameters: [Tensor] = []
    for (shape, range) in zip(shapes, ranges) {
      parameters.append(
        try binary("making a parameter", values, gradients) {
          engine.parameter(
            $0, $1, Int64(range.lowerBound), shape.map(Int64.init), Int32(shape.count))
        })
    }
    self.device = device
    self.ranges = ranges
    self.values = values
    self.gradients = gradients
    self.parameters = parameters
    count = end
  }

  /// Returns a copy of the elements of a range.
  public func numbers(in range: Range<Int>) throws(TensorError) -> [Float] {
    try copy(of: values, range)
  }

  /// Sets the elements from an index on.
  public func setNumbers(_ numbers: [Float], at start: Int) throws(TensorError) {
    try set(values, numbers, at: start)
  }

  /// Returns a copy of the gradients of a range.
  public func gradientNumbers(in range: Range<Int>) throws(TensorError) -> [Float] {
    try copy(of: gradients, range)
  }

  /// Copies the gradients of a range into an existing array.
  ///
  /// - Precondition: The array has room for them from the index on.
  public func copyGradients(
    in range: Range<Int>, to numbers: inout [Float], at start: Int
  ) throws(TensorError) {
    precondition(
      start >= 0 && start + range.count <= numbers.count,
      "room for \(range.count) gradients from \(start) on is expected, got \(numbers.count)")
    checkBounds(range)
    let status = numbers.withUnsafeMutableBufferPointer { numbers in
      engine.copy_part(
        gradients.handle, Int64(range.lowerBound), Int64(range.count),
        numbers.baseAddress?.advanced(by: start))
    }
    try check("copying gradients", status)
  }

  /// Sets the gradients from an index on.
  public func setGradients(_ numbers: [Float], at start: Int) throws(TensorError) {
    try set(gradients, numbers, at: start)
  }

  /// Sets all gradients to zero.
  public func clearGradients() throws(TensorError) {
    try check("clearing gradients", engine.clear(gradients.handle))
  }

  /// Returns the Euclidean norm of the gradients of some ranges together.
  public func gradientNorm(in ranges: [Range<Int>]) throws(TensorError) -> Double {
    var sum = 0.0
    for range in ranges {
      checkBounds(range)
      var part = 0.0
      try check(
        "measuring gradients",
        engine.sum_of_squares(
          gradients.handle, Int64(range.lowerBound), Int64(range.count), &part))
      sum += part
    }
    return sum.squareRoot()
  }

  /// Takes a step of AdamW on a range and sets its gradients to zero, in one pass.
  ///
  /// - Parameters:
  ///   - range: The parameters to update.
  ///   - settings: The optimiser's settings.
  ///   - moments: The optimiser's moments of this range, which are updated.
  ///   - gradientScale: The factor of the gradients, to clip their norm.
  /// - Precondition: There is one moment of each kind per element of the range.
  public func update(
    _ range: Range<Int>, by settings: AdamW, moments: AdamWMoments, gradientScale: Double = 1
  ) throws(TensorError) {
    checkBounds(range)
    precondition(
      moments.first.count == range.count && moments.second.count == range.count,
      "moments of \(range.count) parameters are expected, got \(moments.first.count)")
    moments.steps += 1
    var step = CTorchAdamW(
      learning_rate: Float(settings.learningRate), first_decay: Float(settings.firstDecay),
      second_decay: Float(settings.secondDecay), epsilon: Float(settings.epsilon),
      weight_decay: Float(settings.weightDecay),
      first_correction: Float(1 - power(settings.firstDecay, moments.steps)),
      second_correction: Float(1 - power(settings.secondDecay, moments.steps)),
      gradient_scale: Float(gradientScale))
    try check(
      "updating parameters",
      engine.adamw(
        &step, values.handle, gradients.handle, Int64(range.lowerBound), moments.first.handle,
        moments.second.handle))
  }

  private func copy(of flat: Tensor, _ range: Range<Int>) throws(TensorError) -> [Float] {
    checkBounds(range)
    var status: Int32 = 0
    let numbers = [Float](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      status = engine.copy_part(
        flat.handle, Int64(range.lowerBound), Int64(range.count), buffer.baseAddress)
      initialized = range.count
    }
    try check("reading parameters", status)
    return numbers
  }

  private func set(_ flat: Tensor, _ numbers: [Float], at start: Int) throws(TensorError) {
    checkBounds(start..<start + numbers.count)
    try check(
      "setting parameters",
      engine.set_part(flat.handle, Int64(start), Int64(numbers.count), numbers))
  }

  private func checkBounds(_ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "a range of \(count) parameters is expected, got \(range)")
  }
}

/// A number to the power of a count, by repeated squaring.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
