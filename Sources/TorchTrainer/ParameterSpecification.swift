import GSLNumerics

/// A parameter to be made: its shape, and how its first values are drawn.
struct ParameterSpecification {
  let shape: [Int]
  /// The standard deviation of the normal distribution of the first values; zero for zeros.
  let deviation: Double

  /// Weights of a layer that keeps the variance of its inputs.
  ///
  /// Follows He et al. (2015) <https://arxiv.org/abs/1502.01852>: the gain is two before a rectifier.
  static func weights(_ inputs: Int, _ outputs: Int, gain: Double = 2) -> Self {
    Self(shape: [inputs, outputs], deviation: (gain / Double(inputs)).squareRoot())
  }

  static func bias(_ outputs: Int) -> Self {
    Self(shape: [outputs], deviation: 0)
  }

  /// Draws the first values; a draw for each element unless they are zeros.
  func initialNumbers(using stream: RandomStream) -> [Float] {
    let count = shape.reduce(1, *)
    guard deviation > 0 else { return Array(repeating: 0, count: count) }
    return (0..<count).map { _ in Float(stream.normal(standardDeviation: deviation)) }
  }
}
