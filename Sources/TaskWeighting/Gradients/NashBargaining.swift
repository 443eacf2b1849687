public import GSLNumerics

/// The gradient weights of Nash's bargaining solution, with a power for each task.
///
/// Follows Navon et al. (2022), claim 3.1 <https://arxiv.org/abs/2202.01017>, with the powers p of Shamsian
/// et al. (2023): M a = p / a, element by element, with M the gradients' inner products. Ours is the
/// solver: the condition is stationarity of f(a) = ½ aᵀ M a − Σ pᵢ log aᵢ, which is strictly convex. A few
/// Newton steps reach the limit of precision, without the sequence of convex programs of the released
/// code.
public enum NashBargaining {
  /// Returns the matrix of the problem: the inner products over their Frobenius norm, with a ridge on the
  /// diagonal.
  ///
  /// The ridge bounds the weights if a combination of the gradients vanishes.
  public static func matrix(of step: TaskGradients, ridge: Double) -> Matrix {
    var matrix = step.normalisedGram
    for task in 0..<step.tasks { matrix[task, task] += ridge }
    return matrix
  }

  /// Returns the positive weights a with M a = p / a, `[tasks]`.
  ///
  /// - Parameters:
  ///   - matrix: The inner products M, `[tasks, tasks]`, positive semidefinite.
  ///   - powers: The bargaining powers p, `[tasks]`, positive.
  /// - Throws: `GSLError` when the matrix is far from positive semidefinite.
  /// - Complexity: O(*n*³) per iteration, some ten iterations.
  public static func weights(matrix: Matrix, powers: [Double]) throws(GSLError) -> [Double] {
    precondition(
      powers.count == matrix.rows && powers.allSatisfy { $0 > 0 && $0.isFinite },
      "\(matrix.rows) positive powers are expected, got \(powers)")
    var a = powers.indices.map { task in
      let own = matrix[task, task]
      return own > 0 ? (powers[task] / own).squareRoot() : 1
    }
    for _ in 0..<200 {
      let slope = zip(matrix.times(a), zip(powers, a)).map { $0 - $1.0 / $1.1 }
      let step = try curvature(matrix, powers, a).solve(slope)
      let decrement = dot(slope, step)
      let length = stepLength(matrix, powers, a, step, decrement)
      a = zip(a, step).map { $0 - length * $1 }
      // Convergence is quadratic: the next step would be below the last digit.
      if decrement < 1e-16 { break }
    }
    return a
  }

  /// Returns the derivatives of a value by the powers, from those by the weights, `[tasks]`.
  ///
  /// Implicit differentiation: da/dp = (M + diag(p/a²))⁻¹ diag(1/a), with the same M as the weights
  /// were solved with.
  ///
  /// - Throws: `GSLError` as `weights(matrix:powers:)`.
  public static func slopes(
    byWeights slopes: [Double], matrix: Matrix, powers: [Double], weights: [Double]
  ) throws(GSLError) -> [Double] {
    let solved = try curvature(matrix, powers, weights).solve(slopes)
    return zip(solved, weights).map { $0 / $1 }
  }

  private static func curvature(
    _ matrix: Matrix, _ powers: [Double], _ a: [Double]
  ) throws(GSLError) -> Cholesky {
    var curvature = matrix
    for task in a.indices { curvature[task, task] += powers[task] / a[task] / a[task] }
    return try Cholesky(of: curvature)
  }

  /// The first step size of 1, ½, ¼ … that keeps the weights positive and lowers the function enough.
  private static func stepLength(
    _ matrix: Matrix, _ powers: [Double], _ a: [Double], _ step: [Double], _ decrement: Double
  ) -> Double {
    func value(_ a: [Double]) -> Double {
      0.5 * dot(a, matrix.times(a)) - zip(powers, a).reduce(0) { $0 + $1.0 * log($1.1) }
    }
    let before = value(a)
    var length = 1.0
    while length > 1e-12 {
      let moved = zip(a, step).map { $0 - length * $1 }
      // Near the end the decrease is below the rounding of the value.
      let isLower = decrement < 1e-8 || value(moved) <= before - 0.25 * length * decrement
      if moved.allSatisfy({ $0 > 0 }), isLower { return length }
      length /= 2
    }
    return 0
  }
}
