public import GSLNumerics

/// The step near the mean gradient that maximises the smallest gain of any task.
///
/// Follows Liu, Liu, Jin, Stone and Liu (2021), algorithm 1 <https://arxiv.org/abs/2110.14048>, and its
/// code in the term 1e-4 under the roots, after dividing the gradients by their mean norm, and in dividing
/// the step by 1 + c². Ours is the solver of the dual problem over the simplex: Newton's method with a
/// logarithmic barrier, to a gap of 1e-10. Treats the primary like any other, and does not depend on a
/// common scale of the gradients.
public struct CAGrad: GradientWeighting, Equatable {
  /// The number of tasks, the primary among them.
  public let tasks: Int

  /// The radius of the ball around the mean gradient, as a fraction c of its norm.
  public let radius: Double

  private static let smoothing = 1e-4

  /// Creates the rule for a number of tasks.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - radius: The fraction c in 0..<1.
  public init(tasks: Int, radius: Double = 0.4) {
    checkTasks(tasks)
    precondition(radius >= 0 && radius < 1, "a radius in 0..<1 is expected, got \(radius)")
    self.tasks = tasks
    self.radius = radius
  }

  /// No: as in public code, they follow the sum of the losses.
  public var weightsOwnParameters: Bool { false }

  /// Returns the weights of the step; with a radius of zero, one each.
  public func weights(for step: TaskGradients, using stream: RandomStream) throws -> [Double] {
    check(step)
    let count = Double(tasks)
    var gram = step.normalisedGram
    let norms = (0..<tasks).map { max(gram[$0, $0], 0).squareRoot() }
    let scale = norms.reduce(0, +) / count
    guard scale > 0 else { return Array(repeating: 1, count: tasks) }
    gram.elements = gram.elements.map { $0 / scale / scale }
    let slopes = gram.times(Array(repeating: 1 / count, count: tasks))
    let reach =
      radius * (max(slopes.reduce(0, +) / count, 0) + Self.smoothing).squareRoot()
    let shares = try dualShares(gram, slopes, reach)
    let norm = (max(dot(shares, gram.times(shares)), 0) + Self.smoothing).squareRoot()
    return shares.map { (1 + count * reach / norm * $0) / (1 + radius * radius) }
  }

  /// The shares w on the simplex that minimise bᵀ w + c √(wᵀ M w + 1e-4).
  private func dualShares(_ gram: Matrix, _ slopes: [Double], _ reach: Double) throws -> [Double] {
    var w = [Double](repeating: 1 / Double(tasks), count: tasks)
    var barrier = 1.0
    while barrier * Double(tasks) > 1e-11 {
      for _ in 0..<50 {
        let product = gram.times(w)
        let root = (max(dot(w, product), 0) + Self.smoothing).squareRoot()
        let gradient = w.indices.map {
          slopes[$0] + reach * product[$0] / root - barrier / w[$0]
        }
        var curvature = gram
        for row in w.indices {
          for column in w.indices {
            let bend = product[row] * product[column] / root / root
            curvature[row, column] = reach * (gram[row, column] - bend) / root
          }
          curvature[row, row] += barrier / w[row] / w[row]
        }
        let (step, decrement) = try Self.stepOnSimplex(gradient, curvature)
        if decrement < 1e-12 * barrier { break }
        // At most nine tenths of the distance to the nearest face.
        let length = zip(w, step).reduce(1.0) { $1.1 < 0 ? min($0, -0.9 * $1.0 / $1.1) : $0 }
        w = zip(w, step).map { $0 + length * $1 }
      }
      barrier *= 0.2
    }
    let total = w.reduce(0, +)
    return w.map { $0 / total }
  }

  /// Newton's step with a constant sum of the shares, and twice the predicted decrease.
  private static func stepOnSimplex(
    _ gradient: [Double], _ curvature: Matrix
  ) throws -> (step: [Double], decrement: Double) {
    let factor = try Cholesky(of: curvature)
    let free = factor.solve(gradient)
    let normal = factor.solve(Array(repeating: 1, count: gradient.count))
    let multiplier = free.reduce(0, +) / normal.reduce(0, +)
    let step = zip(free, normal).map { multiplier * $1 - $0 }
    // The gradient's product with the step would be the same but for its rounding.
    return (step, dot(step, curvature.times(step)))
  }
}
