import CGSL

/// The result of a minimisation.
public struct Minimum: Equatable, Sendable {
  /// Why the minimiser stopped.
  public enum Status: Equatable, Sendable {
    /// The norm of the gradient, or the gain of two iterations, is below its tolerance.
    case converged
    /// The line search found no lower value, as usual at the limit of precision.
    case noProgress
    /// The iterations are used up.
    case iterationLimit
  }

  /// The best point evaluated, `[dimension]`.
  public let point: [Double]

  /// The objective there.
  public let value: Double

  /// Why the minimiser stopped.
  public let status: Status
}

/// Minimises a smooth function from a starting point.
///
/// Follows Fletcher's BFGS in GSL (`gsl_multimin_fdfminimizer_vector_bfgs2`). The line search backtracks
/// from values that are not finite. Returns the best point evaluated.
///
/// - Parameters:
///   - start: The starting point, `[dimension]`; the objective is finite there.
///   - firstStep: The length of the first step.
///   - gradientTolerance: The norm of the gradient below which the search has converged.
///   - valueTolerance: The decrease of the value over two iterations below which the search has
///     converged; zero for none.
///   - iterations: The largest number of iterations, each a line search.
///   - objective: Takes a point, writes the gradient there and returns the value.
/// - Throws: What the objective throws, and `GSLError` if the library cannot begin.
public func minimize(
  from start: [Double], firstStep: Double = 0.1, gradientTolerance: Double = 1e-5,
  valueTolerance: Double = 0, iterations: Int = 100,
  objective: @escaping ([Double], inout [Double]) throws -> Double
) throws -> Minimum {
  let n = start.count
  precondition(n > 0, "a starting point with coordinates is expected")
  let problem = Problem(dimension: n, objective)
  let minimizer = allocate("gsl_multimin_fdfminimizer_alloc") {
    gsl_multimin_fdfminimizer_alloc(cgsl_bfgs2(), n)
  }
  defer { gsl_multimin_fdfminimizer_free(minimizer) }
  let origin = allocate("gsl_vector_alloc") { gsl_vector_alloc(n) }
  defer { gsl_vector_free(origin) }
  for (index, coordinate) in start.enumerated() { gsl_vector_set(origin, index, coordinate) }

  var function = gsl_multimin_function_fdf(
    f: { point, problem in Problem.of(problem).evaluate(point, nil) },
    df: { point, problem, gradient in _ = Problem.of(problem).evaluate(point, gradient) },
    fdf: { point, problem, value, gradient in
      value?.pointee = Problem.of(problem).evaluate(point, gradient)
    },
    n: n, params: Unmanaged.passUnretained(problem).toOpaque())
  return try withExtendedLifetime(problem) {
    try withUnsafeMutablePointer(to: &function) { function in
      try check("gsl_multimin_fdfminimizer_set") {
        gsl_multimin_fdfminimizer_set(minimizer, function, origin, firstStep, 0.1)
      }
      var status = Minimum.Status.iterationLimit
      var values = [problem.value, .infinity]
      for _ in 0..<iterations {
        let progress = gsl_multimin_fdfminimizer_iterate(minimizer)
        if let error = problem.error { throw error }
        guard progress == Int32(GSL_SUCCESS) else {
          status = .noProgress
          break
        }
        let gradient = gsl_multimin_fdfminimizer_gradient(minimizer)
        let settled = gsl_multimin_test_gradient(gradient, gradientTolerance)
        let value = gsl_multimin_fdfminimizer_minimum(minimizer)
        let gain = values[1] - value
        values = [value, values[0]]
        if settled == Int32(GSL_SUCCESS) || gain < valueTolerance {
          status = .converged
          break
        }
      }
      if let error = problem.error { throw error }
      return Minimum(point: problem.bestPoint ?? start, value: problem.bestValue, status: status)
    }
  }
}

/// The objective of the C callbacks, and the best point evaluated.
private final class Problem {
  let objective: ([Double], inout [Double]) throws -> Double
  var point: [Double]
  var gradient: [Double]
  var value = Double.nan
  var isEvaluated = false
  var bestPoint: [Double]?
  var bestValue = Double.infinity
  var worstValue = -Double.infinity
  var error: (any Error)?

  init(dimension: Int, _ objective: @escaping ([Double], inout [Double]) throws -> Double) {
    self.objective = objective
    point = Array(repeating: 0, count: dimension)
    gradient = point
  }

  static func of(_ pointer: UnsafeMutableRawPointer?) -> Problem {
    guard let pointer else { preconditionFailure("GSL passes back the pointer it was given") }
    return Unmanaged<Problem>.fromOpaque(pointer).takeUnretainedValue()
  }

  func evaluate(
    _ vector: UnsafePointer<gsl_vector>?, _ slope: UnsafeMutablePointer<gsl_vector>?
  ) -> Double {
    move(to: vector)
    if let slope {
      for index in gradient.indices { gsl_vector_set(slope, index, gradient[index]) }
    }
    return value
  }

  /// Evaluates the objective at a point, unless it is the last one: the library asks separately for value
  /// and gradient.
  private func move(to vector: UnsafePointer<gsl_vector>?) {
    var hasMoved = !isEvaluated
    for index in point.indices {
      let coordinate = gsl_vector_get(vector, index)
      if coordinate != point[index] { (point[index], hasMoved) = (coordinate, true) }
    }
    guard hasMoved else { return }
    isEvaluated = true
    guard error == nil, point.allSatisfy(\.isFinite) else { return backtrack() }
    do {
      value = try objective(point, &gradient)
    } catch {
      self.error = error
      return backtrack()
    }
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else { return backtrack() }
    worstValue = max(worstValue, value)
    if value < bestValue { (bestValue, bestPoint) = (value, point) }
  }

  /// A finite value above all others makes the line search backtrack, which NaN would not.
  private func backtrack() {
    value = worstValue.isFinite ? worstValue + max(1, abs(worstValue)) : 0
    for index in gradient.indices { gradient[index] = 0 }
  }
}
