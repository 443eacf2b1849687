import GSLNumerics
import TorchTrainer

/// The steps of FISTA on a regression of several tasks.
struct ProximalDescent {
  /// Coefficients and their residuals, which are linear in them.
  struct Point {
    var coefficients: Matrix
    var residuals: [[Double]]

    /// The extrapolation from another point through this one: this + factor · (this − other).
    func beyond(_ other: Point, by factor: Double) -> Point {
      func beyond(_ left: [Double], _ right: [Double]) -> [Double] {
        zip(left, right).map { $0 + factor * ($0 - $1) }
      }
      var result = self
      result.coefficients.elements = beyond(
        coefficients.elements, other.coefficients.elements)
      result.residuals = zip(residuals, other.residuals).map(beyond)
      return result
    }
  }

  private(set) var current: Point
  private(set) var objective: Double

  private let problem: MultitaskLeastSquares
  private let strength: Double
  private let norm: BlockNorm
  private var previous: Point
  private var momentum = 1.0

  /// The current bound on the curvature of the loss.
  private var curvature: Double

  /// The rounding error of the squares of equal residuals.
  private let rounding: Double

  init(
    _ problem: MultitaskLeastSquares, strength: Double, norm: BlockNorm, from start: Matrix
  ) {
    self.problem = problem
    self.strength = strength
    self.norm = norm
    current = Point(coefficients: start, residuals: problem.residuals(of: start))
    previous = current
    objective = problem.objective(of: start, strength: strength, norm: norm)
    rounding = 1e-24 * problem.loss(problem.targets)
    // The mean curvature of the task that has the greatest: the first steps make it as large as it must be.
    curvature = problem.points.reduce(.leastNormalMagnitude) { largest, points in
      let squares = points.elements.reduce(0) { $0 + $1 * $1 }
      return max(largest, squares / Double(points.rows * max(1, points.columns)))
    }
  }

  /// Takes a step; false if no step lowers the objective.
  mutating func step() -> Bool {
    let next = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
    if momentum > 1, take(from: current.beyond(previous, by: (momentum - 1) / next)) {
      momentum = next
      return true
    }
    // Without momentum the step descends, unless it is lost in rounding.
    momentum = (1 + 5.0.squareRoot()) / 2
    return take(from: current)
  }

  /// Moves to the proximal step from a point unless the objective is larger there.
  private mutating func take(from point: Point) -> Bool {
    let reached = proximalStep(from: point)
    let value =
      problem.loss(reached.residuals) + strength * norm.total(of: reached.coefficients)
    guard value <= objective, reached.coefficients != current.coefficients else { return false }
    (previous, current, objective) = (current, reached, value)
    return true
  }

  private mutating func proximalStep(from point: Point) -> Point {
    let gradient = problem.gradient(point.residuals)
    while true {
      var coefficients = point.coefficients
      for feature in 0..<problem.features {
        var row = zip(coefficients.row(feature), gradient.row(feature)).map { $0 - $1 / curvature }
        norm.shrink(&row, by: strength / curvature)
        for (task, element) in row.enumerated() { coefficients[feature, task] = element }
      }
      let reached = Point(
        coefficients: coefficients, residuals: problem.residuals(of: coefficients))
      let length = squaredDistance(coefficients.elements, point.coefficients.elements)
      // Of a quadratic, what the bound leaves out is the difference of the residuals.
      let rise = zip(reached.residuals, point.residuals).reduce(0) {
        $0 + squaredDistance($1.0, $1.1) / Double($1.0.count)
      }
      guard rise > curvature * length * (1 + 1e-9) + rounding else { return reached }
      curvature *= 1.5
    }
  }

  /// The duality gap: the objective minus that of a dual point, which is below the minimum.
  ///
  /// The dual point is the residuals, scaled to be feasible.
  var gap: Double {
    let slopes = problem.gradient(current.residuals)
    let largest = (0..<problem.features).reduce(0) { max($0, norm.dual(of: slopes.row($1))) }
    let share = largest > strength ? strength / largest : 1
    let dual = zip(current.residuals, problem.targets).reduce(0) { sum, task in
      let (residual, targets) = task
      let count = Double(residual.count)
      return sum - share * dot(residual, targets) / count
        - share * share * dot(residual, residual) / (2 * count)
    }
    return max(objective - dual, 0)
  }
}

private func squaredDistance(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}
