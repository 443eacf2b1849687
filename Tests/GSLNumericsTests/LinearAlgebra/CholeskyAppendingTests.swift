import GSLNumerics
import NumericalChecks
import Testing

@Suite struct CholeskyAppendingTests {
  /// Some positive definite matrix.
  private func matrix(_ n: Int, seed: UInt64 = 5) -> Matrix {
    let stream = RandomStream(seed: seed)
    let points = Matrix(rows: n, columns: 3, elements: (0..<3 * n).map { _ in stream.uniform() })
    var matrix = points.squaredDistances(to: points)
    for index in matrix.elements.indices { matrix.elements[index] = exp(-matrix.elements[index]) }
    for index in 0..<n { matrix[index, index] += 0.01 }
    return matrix
  }

  private func part(_ matrix: Matrix, _ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
    Matrix(
      rows: rows.count, columns: columns.count,
      elements: rows.flatMap { row in columns.map { matrix[row, $0] } })
  }

  @Test(arguments: [(0, 0), (0, 4), (4, 0), (1, 1), (30, 1), (30, 7), (3, 40)])
  func theFactorOfTheEnlargedMatrixIsThatOfTheWhole(n: Int, k: Int) throws {
    let whole = matrix(n + k)
    let factor = try Cholesky(of: part(whole, 0..<n, 0..<n))
    let enlarged = try factor.appending(
      part(whole, 0..<n, n..<n + k), part(whole, n..<n + k, n..<n + k))
    #expect(
      isClose(enlarged.lower.elements, try Cholesky(of: whole).lower.elements, absolute: 1e-12))
  }

  @Test func manyAppendsDoNotDrift() throws {
    let whole = matrix(120)
    var factor = try Cholesky(of: Matrix(rows: 0, columns: 0))
    for n in 0..<120 {
      factor = try factor.appending(
        part(whole, 0..<n, n..<n + 1), part(whole, n..<n + 1, n..<n + 1))
    }
    #expect(isClose(factor.lower.elements, try Cholesky(of: whole).lower.elements, absolute: 1e-10))
  }

  @Test func onlyTheLowerTriangleOfTheCornerIsRead() throws {
    let factor = try Cholesky(of: Matrix([[4]]))
      .appending(Matrix([[2, 1]]), Matrix([[5, 77], [1, 3]]))
    let whole = try Cholesky(of: Matrix([[4, 2, 1], [2, 5, 1], [1, 1, 3]]))
    #expect(isClose(factor.lower.elements, whole.lower.elements))
  }

  @Test func anEnlargedMatrixThatIsNotPositiveDefiniteIsAnError() throws {
    let factor = try Cholesky(of: Matrix([[1]]))
    #expect(throws: GSLError.self) { try factor.appending(Matrix([[2]]), Matrix([[1]])) }
    #expect(throws: GSLError.self) { try factor.appending(Matrix([[.nan]]), Matrix([[1]])) }
    #expect(throws: GSLError.self) { try factor.appending(Matrix([[0.5]]), Matrix([[.infinity]])) }
  }
}
