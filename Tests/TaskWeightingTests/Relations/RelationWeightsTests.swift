import Foundation
import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

@Suite struct RelationWeightsTests {
  // b = [.3, .5, 1.9, .45] + .5 * [.5, .7, .9, .6]; scipy.optimize.minimize of b @ a + norm(a) on the simplex,
  // method='SLSQP', ftol=1e-16, with exact slopes
  @Test func aRowIsThatOfAGeneralSolver() {
    var relations = RelationWeights(tasks: 4)
    relations.update(
      risks: Array(repeating: [0.3, 0.5, 1.9, 0.45], count: 4),
      distances: Array(repeating: [0.5, 0.7, 0.9, 0.6], count: 4))
    for row in relations.rows {
      #expect(
        isClose(
          row, [0.43188539933156589, 0.25449168053474736, 0, 0.31362292013368664],
          absolute: 1e-7))
    }
  }

  @Test func noOtherRowCostsLess() {
    let stream = RandomStreams(seed: 1).stream("rows")
    for _ in 0..<100 {
      let costs = (0..<5).map { _ in 2 * stream.uniform() }
      func cost(_ row: [Double]) -> Double { dot(costs, row) + dot(row, row).squareRoot() }
      var relations = RelationWeights(tasks: 5)
      relations.update(
        risks: Array(repeating: costs, count: 5),
        distances: Array(repeating: [0, 0, 0, 0, 0], count: 5))
      let row = relations.rows[0]
      #expect(isClose(row.reduce(0, +), 1) && row.allSatisfy { $0 >= 0 })
      for _ in 0..<50 {
        let other = stream.dirichlet([1, 1, 1, 1, 1])
        let near = zip(row, other).map { 0.99 * $0 + 0.01 * $1 }
        #expect(cost(row) <= cost(near) + 1e-12)
      }
    }
  }

  @Test func tasksInAnotherOrderHaveTheSameRelations() {
    let risks = [[0.1, 0.5, 0.9], [0.4, 0.2, 0.7], [0.9, 0.8, 0.3]]
    let distances = [[0, 0.6, 0.9], [0.6, 0, 0.8], [0.9, 0.8, 0]]
    func rows(_ order: [Int]) -> [[Double]] {
      var relations = RelationWeights(tasks: 3)
      relations.update(
        risks: order.map { row in order.map { risks[row][$0] } },
        distances: order.map { row in order.map { distances[row][$0] } })
      return relations.rows
    }
    let (plain, order) = (rows([0, 1, 2]), [2, 0, 1])
    #expect(rows(order) == order.map { row in order.map { plain[row][$0] } })
  }

  @Test(arguments: [0, 1e-150, 1e150])
  func rowsAreSharesAtTheExtremes(size: Double) {
    var relations = RelationWeights(tasks: 3, evenness: size == 0 ? 0 : 1)
    relations.update(
      risks: [[0, size, 2 * size], [size, size, size], [3 * size, 0, 0]],
      distances: Array(repeating: [0, 0, 0], count: 3))
    for row in relations.rows { #expect(isClose(row.reduce(0, +), 1)) }
    #expect(isClose(relations.rows[1], [1.0 / 3, 1.0 / 3, 1.0 / 3]))
  }

  @Test func itBeginsWithNineTenthsOfATasksOwnData() throws {
    let relations = RelationWeights(tasks: 3)
    #expect(isClose(relations.rows[1], [0.05, 0.9, 0.05]))
    #expect(RelationWeights(tasks: 1).rows == [[1]])
    #expect(
      try JSONDecoder().decode(RelationWeights.self, from: JSONEncoder().encode(relations))
        == relations)
  }
}
