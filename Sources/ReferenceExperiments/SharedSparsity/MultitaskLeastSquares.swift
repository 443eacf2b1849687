public import GSLNumerics
public import TorchTrainer

/// Linear regressions of several tasks on the same features, each with its own examples.
///
/// The loss of the coefficients A, `[features, tasks]`, is Σₜ ‖Xₜ aₜ − yₜ‖² / 2nₜ.
public struct MultitaskLeastSquares: Equatable, Sendable {
  /// The features of each task's examples, `[tasks][examples, features]`.
  public let points: [Matrix]

  /// The targets, `[tasks][examples]`.
  public let targets: [[Double]]

  /// The number of features.
  public let features: Int

  /// The number of tasks.
  public var tasks: Int { points.count }

  /// Creates the regressions.
  ///
  /// - Precondition: There is a task, each has examples, as many targets, and the same number of features.
  public init(points: [Matrix], targets: [[Double]]) {
    precondition(
      !points.isEmpty && points.count == targets.count, "tasks with targets are expected")
    features = points[0].columns
    for (points, targets) in zip(points, targets) {
      precondition(
        points.rows > 0 && points.rows == targets.count && points.columns == features,
        "\(targets.count) × \(features) features are expected, got \(points.rows) × \(points.columns)"
      )
    }
    self.points = points
    self.targets = targets
  }

  /// Returns the smallest strength at which the optimal coefficients are all zero.
  public func leastStrengthOfZero(norm: BlockNorm) -> Double {
    let slopes = gradient(targets)
    return (0..<features).reduce(0) { max($0, norm.dual(of: slopes.row($1))) }
  }

  /// Returns the objective of the fit: the loss plus the penalty.
  public func objective(of coefficients: Matrix, strength: Double, norm: BlockNorm) -> Double {
    loss(residuals(of: coefficients)) + strength * norm.total(of: coefficients)
  }

  /// The residuals: predictions minus targets, `[tasks][examples]`.
  func residuals(of coefficients: Matrix) -> [[Double]] {
    points.indices.map { task in
      let column = (0..<features).map { coefficients[$0, task] }
      return zip(points[task].times(column), targets[task]).map { $0 - $1 }
    }
  }

  func loss(_ residuals: [[Double]]) -> Double {
    residuals.reduce(0) { $0 + dot($1, $1) / Double(2 * $1.count) }
  }

  /// The gradient of the loss, `[features, tasks]`.
  func gradient(_ residuals: [[Double]]) -> Matrix {
    var gradient = Matrix(rows: features, columns: tasks)
    for (task, residual) in residuals.enumerated() {
      let scale = 1 / Double(residual.count)
      for (feature, slope) in points[task].transposedTimes(residual).enumerated() {
        gradient[feature, task] = slope * scale
      }
    }
    return gradient
  }
}

extension BlockNorm {
  /// The sum of the rows' norms.
  func total(of coefficients: Matrix) -> Double {
    (0..<coefficients.rows).reduce(0) { $0 + value(of: coefficients.row($1)) }
  }
}
