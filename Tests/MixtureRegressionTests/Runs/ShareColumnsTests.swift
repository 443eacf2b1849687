import Testing

@testable import MixtureRegression

@Suite struct ShareColumnsTests {
  private static let a = [0.2, 0.5, 0.25, 1]
  private static let b = a.map { 1 - $0 }

  @Test(
    arguments: [
      // A learning rate beside them, a column of zeros, a number of a run, a column of texts.
      ([[0.001, 0.001, 0.001, 0.001], a, b], [1, 2]),
      ([[0, 0, 0, 0], a, [0, 0, 0, 0], b, [0, 0, 0, 0]], [1, 2, 3]),
      ([[1, 2, 3, 4], a, b, [0.3, 0.2, 0.1, 0.4]], [1, 2]),
      ([[1, 1, 1, 1], [0.001, 0.001, 0.001, 0.001], a, b], [2, 3]),
      ([nil, a, b], [1, 2]), ([a, nil, b], nil), ([a, a], nil), ([], nil),
      // One row of four may be wrong: it is reported by its line.
      ([a, [0.8, 0.5, 0.75, 0.5]], [0, 1]), ([a, [0.8, 0.5, 0.7, 0.5]], nil),
    ] as [([[Double]?], [Int]?)])
  func theyAreTheNeighboursThatSumToOne(columns: [[Double]?], indices: [Int]?) {
    #expect(ShareColumns(in: columns)?.indices == indices)
  }

  @Test func theyMayBePerCent() throws {
    let percent = [Self.a, Self.b].map { $0.map { 100 * $0 } }
    #expect(try #require(ShareColumns(in: percent)).total == 100)
    #expect(ShareColumns(named: [3, 7], in: percent).total == 100)
    #expect(ShareColumns(named: [3, 7], in: [Self.a, Self.b]).total == 1)
  }
}
