public import GSLNumerics

/// The gradient weights of Nash's bargaining solution, with a power for each task.
///
/// Follows Navon et al. (2022), claim 3.1 <https://arxiv.org/abs/2202.01017>, with the powers p of Shamsian
/// et al. (2023): M a = p / a, element by element, with M the gradients' inner products. Ours is the
/// solver: the condition is stationarity of f(a) = ½ aᵀ M a − Σ pᵢ log aᵢ, which is strictly convex. A few
/// Newton steps reach the limit of precision, without the sequence of convex programs of the released
/// code. Without a ridge ‖Σ aᵢ gᵢ‖² = Σ pᵢ, whatever the gradients.
public enum NashBargaining {
  /// Returns the matrix of the problem: the inner products, each of the diagonal times one plus the ridge.
  ///
  /// The ridge bounds the weights if a combination of the gradients vanishes. It is relative to each squared
  /// norm, so that aᵢ gᵢ does not depend on the scale of any gradient.
  public static func matrix(of step: TaskGradients, ridge: Double) -> Matrix {
    var matrix = step.gram
    for task in 0..<step.tasks { matrix[task, task] *= 1 + ridge }
    return matrix
  }

  /// Returns the positive weights a with M a = p / a, `[tasks]`.
  ///
  /// A task whose gradient vanishes in single precision, with a norm below 10⁻¹⁸, has the weight √pᵢ.
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
    let scaled = UnitProblem(matrix)
    var a = powers.map { $0.squareRoot() }
    for _ in 0..<200 {
      let slope = zip(scaled.matrix.times(a), zip(powers, a)).map { $0 - $1.0 / $1.1 }
      let step = try curvature(scaled.matrix, powers, a).solve(slope)
      let decrement = dot(slope, step)
      let length = stepLength(scaled.matrix, powers, a, step, decrement)
      a = zip(a, step).map { $0 - length * $1 }
      // Convergence is quadratic: the next step would be below the last digit.
      if decrement < 1e-16 { break }
    }
    return zip(a, scaled.norms).map { $0 / $1 }
  }

  /// The problem of gradients of norm one, whose weights are those of the problem times the norms.
  ///
  /// Its elements are of order one, so that no square of a norm is out of range.
  private struct UnitProblem {
    let matrix: Matrix
    let norms: [Double]

    init(_ products: Matrix) {
      let norms = (0..<products.rows).map { task in
        let norm = max(products[task, task], 0).squareRoot()
        return norm < 1e-18 ? nil : norm
      }
      var matrix = products
      for row in norms.indices {
        for column in norms.indices {
          if let one = norms[row], let other = norms[column] {
            matrix[row, column] = products[row, column] / one / other
          } else {
            matrix[row, column] = 0
          }
        }
        matrix[row, row] = 1
      }
      self.matrix = matrix
      self.norms = norms.map { $0 ?? 1 }
    }
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
    let scaled = UnitProblem(matrix)
    let unit = zip(weights, scaled.norms).map { $0 * $1 }
    let solved = try curvature(scaled.matrix, powers, unit).solve(
      zip(slopes, scaled.norms).map { $0 / $1 })
    return zip(solved, unit).map { $0 / $1 }
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
