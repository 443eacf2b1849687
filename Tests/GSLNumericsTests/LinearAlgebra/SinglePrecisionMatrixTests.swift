import GSLNumerics
import Testing

@Suite struct SinglePrecisionMatrixTests {
  private let matrix = {
    var matrix = SinglePrecisionMatrix(rows: 2, columns: 3)
    matrix.elements = [1, 2, 3, -1, 0, 4]
    return matrix
  }()

  @Test func theGramMatrixHoldsTheInnerProductsOfTheRows() {
    #expect(matrix.gram() == Matrix([[14, 11], [11, 17]]))
  }

  @Test func theGramMatrixOfLongRowsIsExact() {
    var long = SinglePrecisionMatrix(rows: 2, columns: 10_001)
    for index in 0..<10_001 { (long.elements[index], long.elements[10_001 + index]) = (1, 2) }
    #expect(long.gram() == Matrix([[10_001, 20_002], [20_002, 40_004]]))
  }

  @Test func productsAreWithRowsAndWithColumns() {
    #expect(matrix.times([1, 1, 2]) == [9, 7])
    #expect(matrix.transposedTimes([2, -1]) == [3, 4, 2])
  }

  @Test func anEmptyMatrixHasEmptyProducts() {
    #expect(SinglePrecisionMatrix(rows: 2, columns: 0).gram() == Matrix(rows: 2, columns: 2))
    #expect(SinglePrecisionMatrix(rows: 0, columns: 2).transposedTimes([]) == [0, 0])
  }
}
