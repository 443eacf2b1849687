import GSLNumerics

/// Gradient descent with momentum and gradient-norm clipping; follows PyTorch.
struct MomentumDescent: Equatable, Sendable, Codable {
  let learningRate: Double
  let momentum: Double
  let clipNorm: Double
  let weightDecay: Double
  private var velocity: [Double]

  init(
    count: Int, learningRate: Double, momentum: Double = 0.9, clipNorm: Double,
    weightDecay: Double = 0
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.clipNorm = clipNorm
    self.weightDecay = weightDecay
    velocity = Array(repeating: 0, count: count)
  }

  mutating func step(_ values: inout [Double], down gradient: [Double]) {
    let clipped = clip(gradient)
    for index in values.indices {
      velocity[index] = momentum * velocity[index] + clipped[index] + weightDecay * values[index]
      values[index] -= learningRate * velocity[index]
    }
  }

  private func clip(_ gradient: [Double]) -> [Double] {
    let largest = gradient.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return gradient }
    // Scaled first: the square of a large element is out of range.
    let scaled = gradient.map { $0 / largest }
    let norm = dot(scaled, scaled).squareRoot()
    guard norm > clipNorm / largest else { return gradient }
    return scaled.map { $0 * clipNorm / norm }
  }
}

/// Adam on a few numbers, with the decay added to the gradient; follows PyTorch.
///
/// Follows Kingma and Ba (2015), algorithm 1 <https://arxiv.org/abs/1412.6980>.
package struct AdamDescent: Equatable, Sendable, Codable {
  let learningRate: Double
  let weightDecay: Double
  private var first: [Double]
  private var second: [Double]
  private var firstPower = 1.0
  private var secondPower = 1.0

  /// Creates moments of zero for a number of values.
  package init(count: Int, learningRate: Double, weightDecay: Double = 0) {
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    first = Array(repeating: 0, count: count)
    second = first
  }

  /// Moves the values against the gradient.
  package mutating func step(_ values: inout [Double], down gradient: [Double]) {
    firstPower *= 0.9
    secondPower *= 0.999
    for index in values.indices {
      let slope = gradient[index] + weightDecay * values[index]
      // Larger ones have no square.
      let bounded = min(max(slope, -1e150), 1e150)
      first[index] = 0.9 * first[index] + 0.1 * bounded
      second[index] = 0.999 * second[index] + 0.001 * bounded * bounded
      let size = (second[index] / (1 - secondPower)).squareRoot() + 1e-8
      values[index] -= learningRate * first[index] / (1 - firstPower) / size
    }
  }
}
