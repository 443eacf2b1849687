import CTorch

extension Tensor {
  /// Adds element by element; extents of one are repeated to fit.
  public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try binary("+", left, right) { engine.add($0, $1) }
  }

  /// Subtracts element by element; extents of one are repeated to fit.
  public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try binary("-", left, right) { engine.subtract($0, $1) }
  }

  /// Multiplies element by element; extents of one are repeated to fit.
  public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try binary("*", left, right) { engine.multiply($0, $1) }
  }

  /// Divides element by element; extents of one are repeated to fit.
  public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try binary("/", left, right) { engine.divide($0, $1) }
  }

  /// Multiplies every element by a number.
  public static func * (left: Tensor, right: Double) throws(TensorError) -> Tensor {
    try unary("*", left) { engine.scale($0, right) }
  }

  /// Returns the rectified linear unit of each element.
  public func relu() throws(TensorError) -> Tensor {
    try unary("relu", self) { engine.relu($0) }
  }

  /// Returns each element times the standard normal distribution function at it.
  public func gelu() throws(TensorError) -> Tensor {
    try unary("gelu", self) { engine.gelu($0) }
  }

  /// Returns the hyperbolic tangent of each element.
  public func tanh() throws(TensorError) -> Tensor {
    try unary("tanh", self) { engine.tanh($0) }
  }

  /// Returns the exponential of each element.
  public func exp() throws(TensorError) -> Tensor {
    try unary("exp", self) { engine.exp($0) }
  }

  /// Returns the natural logarithm of each element.
  public func log() throws(TensorError) -> Tensor {
    try unary("log", self) { engine.log($0) }
  }

  /// Returns the absolute value of each element; its derivative at zero is zero.
  public func absolute() throws(TensorError) -> Tensor {
    try unary("absolute", self) { engine.abs($0) }
  }

  /// Sets elements to a number where a mask is zero; the mask's extents of one are repeated to fit.
  public func masked(by mask: Tensor, with number: Double) throws(TensorError) -> Tensor {
    try binary("masked", self, mask) { engine.masked($0, $1, number) }
  }

  /// Sets elements to zero at random and divides the others by the probability of being kept.
  ///
  /// Follows Srivastava et al. (2014) in the inverted form. Ours: the mask is a hash of the seed and an
  /// element's index, so that nothing is stored and no generator is shared.
  ///
  /// - Parameters:
  ///   - probability: The probability of zero, at least 0 and below 1.
  ///   - seed: The seed of the mask; draw it from a random stream.
  public func dropout(_ probability: Double, seed: UInt64) throws(TensorError) -> Tensor {
    try unary("dropout", self) { engine.dropout($0, Float(probability), seed) }
  }
}
