import CGSL

/// The eigenvalues and eigenvectors of a symmetric matrix.
///
/// Follows GSL's reduction to tridiagonal form and implicit QR steps (`gsl_eigen_symmv`).
public struct SymmetricEigen: Equatable, Sendable {
  /// The eigenvalues, ascending, `[n]`.
  public let values: [Double]

  /// The eigenvectors, of length one and orthogonal, in columns in the order of the values, `[n, n]`.
  public let vectors: Matrix

  /// Decomposes a matrix; only its lower triangle is read.
  ///
  /// - Throws: `GSLError` when an element is not finite.
  /// - Complexity: O(*n*³).
  public init(of matrix: Matrix) throws(GSLError) {
    precondition(matrix.rows == matrix.columns, "a square matrix is expected")
    let n = matrix.rows
    // The library does not terminate on NaN.
    guard matrix.elements.allSatisfy(\.isFinite) else {
      throw GSLError(function: "gsl_eigen_symmv", code: Int32(GSL_EDOM))
    }
    var (copy, values) = (matrix, [Double](repeating: 0, count: n))
    var vectors = Matrix(rows: n, columns: n)
    if n > 0 {
      let workspace = allocate("gsl_eigen_symmv_alloc") { gsl_eigen_symmv_alloc(n) }
      defer { gsl_eigen_symmv_free(workspace) }
      try check("gsl_eigen_symmv") {
        copy.elements.withUnsafeMutableBufferPointer { source in
          values.withUnsafeMutableBufferPointer { diagonal in
            vectors.elements.withUnsafeMutableBufferPointer { columns in
              var a = gsl_matrix_view_array(source.baseAddress, n, n)
              var d = gsl_vector_view_array(diagonal.baseAddress, n)
              var v = gsl_matrix_view_array(columns.baseAddress, n, n)
              let code = gsl_eigen_symmv(&a.matrix, &d.vector, &v.matrix, workspace)
              guard code == Int32(GSL_SUCCESS) else { return code }
              return gsl_eigen_symmv_sort(&d.vector, &v.matrix, GSL_EIGEN_SORT_VAL_ASC)
            }
          }
        }
      }
    }
    self.values = values
    self.vectors = vectors
  }
}
