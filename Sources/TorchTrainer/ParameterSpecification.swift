import GSLNumerics

/// The shape and the initial values of a parameter.
struct ParameterSpecification {
  /// The initial values.
  enum Initial {
    /// One value for all elements.
    case constant(Float)
    /// Draws from a normal distribution with mean zero.
    case normal(deviation: Double)
    /// Given values, row after row.
    case numbers([Float])
  }

  let shape: [Int]
  let initial: Initial

  /// The weights of a layer that preserves the variance of its inputs.
  ///
  /// Follows He et al. (2015) <https://arxiv.org/abs/1502.01852>: the gain is two before a rectifier.
  static func weights(_ inputs: Int, _ outputs: Int, gain: Double = 2) -> Self {
    Self(
      shape: [inputs, outputs], initial: .normal(deviation: (gain / Double(inputs)).squareRoot()))
  }

  static func bias(_ outputs: Int) -> Self {
    Self(shape: [outputs], initial: .constant(0))
  }

  /// Returns the initial values; one draw per element if they are normal.
  func initialNumbers(using stream: RandomStream) -> [Float] {
    let count = shape.reduce(1, *)
    switch initial {
    case .constant(let number): return Array(repeating: number, count: count)
    case .normal(let deviation):
      return (0..<count).map { _ in Float(stream.normal(standardDeviation: deviation)) }
    case .numbers(let numbers): return numbers
    }
  }
}
