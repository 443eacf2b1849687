import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct IntegerRatioSpaceTests {
  @Test func theRatiosAreCounted() {
    // By hand, of {0,1,2} × {0,1}: all but (0,0), (1,0), (2,0), (0,1).
    #expect(IntegerRatioSpace(upperBounds: [2, 1]).size == 2)
    #expect(IntegerRatioSpace.paper(tasks: 3).size == 21 * 36 - 30 - 1)
    #expect(IntegerRatioSpace(upperBounds: Array(repeating: 1000, count: 30)).size == nil)
  }

  @Test func samplesAreUniformOverTheRatios() {
    let space = IntegerRatioSpace(upperBounds: [2, 1, 1])
    let stream = RandomStream(seed: 38)
    var counts: [Int: Int] = [:]
    for _ in 0..<7000 {
      let point = space.sample(using: stream)
      counts[Int(point[0] * 4 + point[1] * 2 + point[2]), default: 0] += 1
    }
    #expect(counts.count == 7 && space.size == 7)
    let seen = counts.keys.sorted().compactMap { counts[$0] }
    #expect(chiSquare(seen, expected: Array(repeating: 1000, count: 7)) > 1e-4)
  }

  @Test func aSingleTaskIsNoRatio() {
    let space = IntegerRatioSpace.paper(tasks: 3)
    #expect(!space.contains([5, 0, 0]))
    #expect(!space.contains([5, 6, 0]))
    #expect(!space.contains([1.5, 1, 0]))
    #expect(space.contains([0, 1, 5]))
  }

  @Test func roundingKeepsTwoTasks() {
    let space = IntegerRatioSpace.paper(tasks: 3)
    #expect(space.point(at: [0.5, 0.01, 0.05]) == [10, 0, 1])
    #expect(space.point(at: [0, 0, 0.02]).count { $0 == 1 } == 2)
  }

  @Test func uniformNumbersMakeUniformRatios() {
    let space = IntegerRatioSpace(upperBounds: [2, 1, 1])
    let stream = RandomStream(seed: 48)
    var counts: [Int: Int] = [:]
    for _ in 0..<7000 {
      let point = space.point(fromUniform: (0..<3).map { _ in stream.uniform() })
      counts[Int(point[0] * 4 + point[1] * 2 + point[2]), default: 0] += 1
    }
    let seen = counts.keys.sorted().compactMap { counts[$0] }
    #expect(seen.count == 7)
    #expect(chiSquare(seen, expected: Array(repeating: 1000, count: 7)) > 1e-4)
  }
}
