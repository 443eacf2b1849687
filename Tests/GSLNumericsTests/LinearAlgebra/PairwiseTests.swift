import GSLNumerics
import NumericalChecks
import Testing

@Suite struct PairwiseTests {
  private func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    let stream = RandomStream(seed: 8)
    return Matrix(
      rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in stream.normal() })
  }

  @Test func elementsOfPairsAreBelowTheDiagonalAndMirrored() {
    let symmetric = Matrix(rows: 3, pairs: [1, 2, 3], diagonal: 9)
    #expect(symmetric == Matrix([[9, 1, 2], [1, 9, 3], [2, 3, 9]]))
    #expect(symmetric.pairs == [1, 2, 3])
    #expect(Matrix([[0, 7], [5, 0]]).pairs == [5])
    #expect(Matrix(rows: 0, pairs: [], diagonal: 9) == Matrix(rows: 0, columns: 0))
  }

  /// Sizes around multiples of eight, by which the loops go.
  @Test(arguments: [0, 1, 2, 7, 8, 9, 16, 35])
  func distancesOfPairsAreThoseOfTheWhole(rows: Int) {
    let points = matrix(rows, 3)
    let whole = points.squaredDistances(to: points)
    #expect(Matrix(rows: rows, pairs: points.pairwiseSquaredDistances(), diagonal: 0) == whole)
    for row in 0..<rows {
      for other in 0..<rows {
        let differences = zip(points.row(row), points.row(other)).map { $0 - $1 }
        #expect(isClose(whole[row, other], dot(differences, differences), absolute: 1e-15))
      }
    }
  }

  @Test(arguments: [0, 1, 2, 8, 9, 35])
  func weightedSquaresOfDifferencesAreWhatTheyAreByHand(rows: Int) {
    let points = matrix(rows, 3)
    let stream = RandomStream(seed: 9)
    var weights: [Double] = []
    var expected = [0.0, 0, 0]
    for row in 0..<rows {
      for other in 0..<row {
        weights.append(stream.normal())
        for column in 0..<3 {
          let difference = points[row, column] - points[other, column]
          expected[column] += weights[weights.count - 1] * difference * difference
        }
      }
    }
    #expect(
      isClose(points.pairwiseSquaredDifferences(weights: weights), expected, absolute: 1e-12))
  }
}
