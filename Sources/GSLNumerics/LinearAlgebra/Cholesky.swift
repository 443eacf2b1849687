import CGSL

/// The Cholesky factor of a symmetric positive definite matrix.
///
/// Follows GSL's recursive level-3 decomposition, based on the BLAS.
public struct Cholesky: Equatable, Sendable {
  /// The lower triangle L with L Lᵀ = the matrix, zero above the diagonal.
  public let lower: Matrix

  /// Factors a matrix; only its lower triangle is read.
  ///
  /// - Throws: `GSLError` when the matrix is not positive definite.
  /// - Complexity: O(*n*³).
  public init(of matrix: Matrix) throws(GSLError) {
    precondition(matrix.rows == matrix.columns, "a square matrix is expected")
    var factor = matrix
    let n = matrix.rows
    guard n > 0 else {
      lower = factor
      return
    }
    try check("gsl_linalg_cholesky_decomp1") {
      factor.elements.withUnsafeMutableBufferPointer { elements in
        var view = gsl_matrix_view_array(elements.baseAddress, n, n)
        return gsl_linalg_cholesky_decomp1(&view.matrix)
      }
    }
    // The library accepts NaN and infinity; they reach the diagonal of their row.
    for index in 0..<n where !(factor[index, index] > 0 && factor[index, index].isFinite) {
      throw GSLError(function: "gsl_linalg_cholesky_decomp1", code: Int32(GSL_EDOM))
    }
    factor.elements.withUnsafeMutableBufferPointer { elements in
      for row in 0..<n { elements[(row * n + row + 1)..<(row * n + n)].update(repeating: 0) }
    }
    lower = factor
  }

  private init(lower: Matrix) {
    self.lower = lower
  }

  /// Returns the factor of the matrix with more rows and columns appended.
  ///
  /// The existing rows of the factor stay.
  ///
  /// - Parameters:
  ///   - columns: The new columns of the existing rows, `[n, k]`.
  ///   - corner: The new columns of the new rows, `[k, k]`; only its lower triangle is read.
  /// - Throws: `GSLError` when the larger matrix is not positive definite.
  /// - Complexity: O(*n*² *k*) for *k* below *n*.
  public func appending(_ columns: Matrix, _ corner: Matrix) throws(GSLError) -> Cholesky {
    let (n, k) = (lower.rows, corner.rows)
    precondition(corner.columns == k, "a square corner is expected, got \(k) × \(corner.columns)")
    precondition(
      columns.rows == n && columns.columns == k,
      "\(n) × \(k) columns are expected, got \(columns.rows) × \(columns.columns)")
    guard k > 0 else { return self }
    guard n > 0 else { return try Cholesky(of: corner) }
    let projections = solveLower(columns)
    var rest = corner
    cblas_dsyrk(
      CblasRowMajor, CblasLower, CblasTrans, Int32(k), Int32(n), -1, projections.elements, Int32(k),
      1, &rest.elements, Int32(k))
    let last = try Cholesky(of: rest).lower
    var enlarged = Matrix(rows: n + k, columns: n + k)
    for row in 0..<n {
      for column in 0...row { enlarged[row, column] = lower[row, column] }
    }
    for row in 0..<k {
      for column in 0..<n { enlarged[n + row, column] = projections[column, row] }
      for column in 0...row { enlarged[n + row, n + column] = last[row, column] }
    }
    return Cholesky(lower: enlarged)
  }

  /// The natural logarithm of the determinant of the factored matrix.
  public var logDeterminant: Double {
    var sum = 0.0
    for index in 0..<lower.rows { sum += 2 * log(lower[index, index]) }
    return sum
  }

  /// Returns L⁻¹ b, `[n]`.
  public func solveLower(_ b: [Double]) -> [Double] {
    substitute(b, CblasNoTrans)
  }

  /// Returns L⁻ᵀ b, `[n]`.
  public func solveLowerTransposed(_ b: [Double]) -> [Double] {
    substitute(b, CblasTrans)
  }

  /// Returns (L Lᵀ)⁻¹ b, `[n]`.
  public func solve(_ b: [Double]) -> [Double] {
    solveLowerTransposed(solveLower(b))
  }

  /// Returns L⁻¹ B, `[n, columns]`.
  public func solveLower(_ b: Matrix) -> Matrix {
    precondition(b.rows == lower.rows, "\(lower.rows) rows are expected, got \(b.rows)")
    var result = b
    guard b.columns > 0, b.rows > 0 else { return result }
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(b.rows),
      Int32(b.columns), 1, lower.elements, Int32(lower.columns), &result.elements,
      Int32(b.columns))
    return result
  }

  /// Returns the inverse of the factored matrix, `[n, n]`.
  ///
  /// - Complexity: O(*n*³).
  public func inverse() -> Matrix {
    var inverse = lower
    let n = lower.rows
    guard n > 0 else { return inverse }
    let code = inverse.elements.withUnsafeMutableBufferPointer { elements in
      var view = gsl_matrix_view_array(elements.baseAddress, n, n)
      return gsl_linalg_cholesky_invert(&view.matrix)
    }
    precondition(code == Int32(GSL_SUCCESS), "a Cholesky factor is square and has no zero diagonal")
    return inverse
  }

  private func substitute(_ b: [Double], _ side: CBLAS_TRANSPOSE) -> [Double] {
    precondition(b.count == lower.rows, "\(lower.rows) elements are expected, got \(b.count)")
    var result = b
    guard !b.isEmpty else { return result }
    cblas_dtrsv(
      CblasRowMajor, CblasLower, side, CblasNonUnit, Int32(b.count), lower.elements,
      Int32(lower.columns), &result, 1)
    return result
  }
}
