import GSLNumerics
import Testing

@testable import PolicyComparison

@Suite struct SharesOverTimeTests {
  @Test func sharesAreThoseOfAllRuns() throws {
    let course = try #require(SharesOverTime(runs: [[[4, 0], [0, 2]], [[2, 2]], []]))
    #expect(course.parts.map(\.batches) == [[3, 1], [0, 1]])
    #expect(course.parts.map(\.shares) == [[0.75, 0.25], [0, 1]])
  }

  @Test func partsWithoutBatchesAreLeftOut() throws {
    let course = try #require(SharesOverTime(runs: [[[1], [0], [1]]]))
    #expect(course.parts.map(\.total) == [1, 1])
  }

  @Test(arguments: [[], [[]], [[[]]], [[[0, 0]]], [[[1, 2], [1]]], [[[1]], [[1, 2]]]])
  func withoutARecordThereIsNone(runs: [[[Int]]]) {
    #expect(SharesOverTime(runs: runs) == nil)
  }

  /// Of fifty draws a share of a quarter has a standard deviation of 0.06, so that a tenth is exceeded often.
  @Test func randomDrawsFromConstantSharesDoNotMove() throws {
    let streams = RandomStreams(seed: 5)
    for run in 0..<200 {
      let stream = streams.stream("draws", run)
      let parts = (0..<20).map { _ in
        (0..<50).reduce(into: [0, 0, 0]) { counts, _ in
          counts[stream.categorical([0.25, 0.5, 0.25])] += 1
        }
      }
      #expect(try #require(SharesOverTime(runs: [parts])).isMoving == false)
    }
  }

  /// The statistic is 4 (k − 50)² / 50 of k of 100, with one degree of freedom, and has to exceed 8.07; of 1,000 the tenth
  /// decides.
  @Test func aShareMovesBeyondATenthAndBeyondChance() throws {
    func isMoving(_ first: Int, of total: Int) throws -> Bool {
      try #require(SharesOverTime(runs: [[[first, total - first], [total - first, first]]]))
        .isMoving
    }
    #expect(try !isMoving(60, of: 100) && isMoving(61, of: 100))
    #expect(try !isMoving(600, of: 1_000) && isMoving(601, of: 1_000))
  }
}
