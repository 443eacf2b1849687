/// Gradient descent in units of the gradient's root mean square: Adam whose β₁ is zero.
///
/// Follows Kingma and Ba (2015), algorithm 1 <https://arxiv.org/abs/1412.6980>. Differs in one step counter
/// per value, so that the first step of a value that is reset is not too large.
struct RootMeanSquareDescent: Equatable, Sendable {
  private static let decay = 0.999

  let learningRate: Double
  private var squares: [Double]

  /// The weight of the zero that each mean square began with.
  private var beginnings: [Double]

  init(count: Int, learningRate: Double) {
    self.learningRate = learningRate
    squares = Array(repeating: 0, count: count)
    beginnings = Array(repeating: 1, count: count)
  }

  /// Moves the values against the gradient.
  mutating func step(_ values: inout [Double], down gradient: [Double]) {
    for index in values.indices {
      let slope = gradient[index]
      squares[index] = Self.decay * squares[index] + (1 - Self.decay) * slope * slope
      beginnings[index] *= Self.decay
      let size = (squares[index] / (1 - beginnings[index])).squareRoot() + 1e-8
      values[index] -= learningRate * slope / size
    }
  }

  /// Resets the state of a value.
  mutating func forget(_ index: Int) {
    squares[index] = 0
    beginnings[index] = 1
  }
}
