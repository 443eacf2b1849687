import GSLNumerics
import NumericalChecks
import Testing

@Suite struct LinearAlgebraTests {
  @Test func columnsAreMultipliedEachByItsFactor() {
    let matrix = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.scalingColumns(by: [1, -1, 0.5]) == Matrix([[1, -2, 1.5], [4, -5, 3]]))
    let empty = Matrix(rows: 0, columns: 0)
    #expect(empty.scalingColumns(by: []) == empty)
  }

  @Test func theLibraryIsOpenBLAS() {
    #expect(BLAS.library?.contains("openblas") == true)
  }

  /// `numpy.linalg.cholesky`, `slogdet` and `solve`, NumPy 2.
  @Test func aSmallMatrixHasItsKnownFactor() throws {
    let factor = try Cholesky(of: Matrix([[4, 2, 0.6], [2, 5, 1.5], [0.6, 1.5, 3]]))
    #expect(isClose(factor.lower.elements, [2, 0, 0, 1, 2, 0, 0.3, 0.6, 1.5968719422671311]))
    #expect(isClose(factor.logDeterminant, 3.708682081410116))
    #expect(isClose(factor.solve([1, 2, 3]), [0.0625, 0.09264705882352936, 0.9411764705882355]))
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    let factor = try Cholesky(of: Matrix([[4, 77], [2, 5]]))
    #expect(isClose(factor.lower.elements, [2, 0, 1, 2]))
  }

  @Test func theFactorSolvesAndInverts() throws {
    let stream = RandomStream(seed: 23)
    let n = 150
    let root = Matrix(rows: n, columns: n, elements: (0..<n * n).map { _ in stream.normal() })
    let transposed = Matrix(
      rows: n, columns: n,
      elements: (0..<n * n).map { root.elements[$0 % n * n + $0 / n] })
    var matrix = root.times(transposed)
    for index in 0..<n { matrix[index, index] += Double(n) }

    let factor = try Cholesky(of: matrix)
    let b = (0..<n).map { _ in stream.normal() }
    #expect(isClose(matrix.times(factor.solve(b)), b, absolute: 1e-10))
    let product = matrix.times(factor.inverse())
    for row in 0..<n {
      for column in 0..<n {
        #expect(isClose(product[row, column], row == column ? 1 : 0, absolute: 1e-10))
      }
    }
    let columns = factor.solveLower(matrix)
    #expect(isClose(factor.lower.times(columns).elements, matrix.elements, absolute: 1e-9))
  }

  @Test func aMatrixThatIsNotPositiveDefiniteIsAnErrorAndTheProcessLives() {
    #expect(throws: GSLError.self) { try Cholesky(of: Matrix([[1, 2], [2, 1]])) }
    #expect(throws: GSLError.self) { try Cholesky(of: Matrix([[.nan, 0], [0, 1]])) }
    #expect(throws: GSLError.self) { try Cholesky(of: Matrix([[0]])) }
  }

  @Test func anErrorSaysWhatFailed() {
    do throws(GSLError) {
      _ = try Cholesky(of: Matrix([[-1]]))
      Issue.record("an error was expected")
    } catch {
      #expect(error.description.hasPrefix("gsl_linalg_cholesky_decomp1 failed: "))
    }
  }

  @Test func anEmptyMatrixHasAnEmptyFactor() throws {
    let factor = try Cholesky(of: Matrix(rows: 0, columns: 0))
    #expect(factor.logDeterminant == 0)
    #expect(factor.solve([]) == [])
    #expect(factor.inverse().elements == [])
  }

  @Test func productsAndDistancesAreWhatTheyAreByHand() {
    let matrix = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.times([1, 0, -1]) == [-2, -2])
    #expect(matrix.transposedTimes([1, -1]) == [-3, -3, -3])
    #expect(matrix.times(Matrix([[1], [1], [2]])).elements == [9, 21])
    #expect(dot([1, 2], [3, 4]) == 11)
    let distances = matrix.squaredDistances(to: Matrix([[1, 2, 3], [0, 0, 0], [4, 5, 7]]))
    #expect(distances == Matrix([[0, 14, 34], [27, 77, 1]]))
  }
}
