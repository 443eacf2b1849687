import GSLNumerics
import NumericalChecks
import Testing

@Suite struct SymmetricEigenTests {
  private let matrix = Matrix([[4, 1, -2], [1, 3, 0.5], [-2, 0.5, 5]])

  /// `np.linalg.eigh([[4, 1, -2], [1, 3, .5], [-2, .5, 5]])`.
  @Test func eigenvaluesAreKnownAndAscend() throws {
    let eigen = try SymmetricEigen(of: matrix)
    let expected = [1.584_206_693_092_622_4, 3.839_336_452_466_481_5, 6.576_456_854_440_894]
    #expect(isClose(eigen.values, expected, relative: 1e-13))
  }

  @Test func theVectorsAreOrthonormalAndMakeTheMatrixAgain() throws {
    let eigen = try SymmetricEigen(of: matrix)
    for row in 0..<3 {
      for column in 0..<3 {
        var (product, element) = (0.0, 0.0)
        for k in 0..<3 {
          product += eigen.vectors[k, row] * eigen.vectors[k, column]
          element += eigen.vectors[row, k] * eigen.values[k] * eigen.vectors[column, k]
        }
        #expect(isClose(product, row == column ? 1 : 0, absolute: 1e-14))
        #expect(isClose(element, matrix[row, column], absolute: 1e-13))
      }
    }
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    var spoiled = matrix
    (spoiled[0, 1], spoiled[0, 2], spoiled[1, 2]) = (9, 9, 9)
    #expect(try SymmetricEigen(of: spoiled) == SymmetricEigen(of: matrix))
  }

  @Test(arguments: [Double.nan, .infinity])
  func whatIsNotFiniteIsRefused(element: Double) {
    #expect(throws: GSLError.self) { try SymmetricEigen(of: Matrix([[1, 0], [element, 1]])) }
  }

  @Test func smallMatricesWork() throws {
    #expect(try SymmetricEigen(of: Matrix(rows: 0, columns: 0)).values.isEmpty)
    let one = try SymmetricEigen(of: Matrix([[-3]]))
    #expect(one.values == [-3] && abs(one.vectors[0, 0]) == 1)
  }
}
