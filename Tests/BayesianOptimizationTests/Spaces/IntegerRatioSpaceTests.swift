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

  // MARK: - Rounding inside the model

  @Test func equalRatiosAreOnePoint() {
    let space = IntegerRatioSpace(upperBounds: [20, 5, 5], rounding: .inModel)
    #expect(space.areSame([1, 1, 0], [4, 4, 0]) && space.areSame([0, 5, 5], [0, 1, 1]))
    #expect(!space.areSame([1, 1, 0], [1, 2, 0]))
    #expect(space.contains([4, 4, 0]))
    #expect(space.features(of: [4, 4, 0]) == space.features(of: [1, 1, 0]))
    #expect(isClose(space.features(of: [2, 1, 1]), [(0.5).squareRoot(), 0.5, 0.5]))
    #expect(space.point(at: space.coordinates(of: [10, 5, 0])) == [2, 1, 0])
    let paper = IntegerRatioSpace(upperBounds: [20, 5, 5])
    #expect(!paper.areSame([1, 1, 0], [4, 4, 0]))
    #expect(paper.features(of: [4, 4, 0]) != paper.features(of: [1, 1, 0]))
  }

  @Test(arguments: [[2, 1], [3, 3], [2, 1, 1], [20, 5, 5], [6, 4, 0, 3], [12, 12, 12]])
  func distinctRatiosAreCounted(upperBounds: [Int]) {
    var vectors: [[Int]] = [[]]
    for bound in upperBounds {
      vectors = vectors.flatMap { begun in (0...bound).map { begun + [$0] } }
    }
    let ratios = vectors.filter { $0.count { $0 > 0 } >= 2 }
    let distinct = Set(
      ratios.map { ratio in
        let divisor = (1...20).last { d in ratio.allSatisfy { $0.isMultiple(of: d) } } ?? 1
        return ratio.map { $0 / divisor }
      })
    #expect(IntegerRatioSpace(upperBounds: upperBounds).size == ratios.count)
    #expect(IntegerRatioSpace(upperBounds: upperBounds, rounding: .inModel).size == distinct.count)
  }

  @Test func distinctRatiosAreDrawnUniformly() {
    let space = IntegerRatioSpace(upperBounds: [3, 3], rounding: .inModel)
    // 1:1, 1:2, 1:3, 2:1, 2:3, 3:1 and 3:2, the first of which can be written in three ways.
    let stream = RandomStream(seed: 47)
    var counts: [Int: Int] = [:]
    for _ in 0..<7000 {
      let point = space.sample(using: stream)
      counts[Int(point[0] * 4 + point[1]), default: 0] += 1
    }
    #expect(counts.count == 7 && space.size == 7)
    let seen = counts.keys.sorted().compactMap { counts[$0] }
    #expect(chiSquare(seen, expected: Array(repeating: 1000, count: 7)) > 1e-4)
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

  @Test func neighboursOfASimpleRatioAreNear() {
    let space = IntegerRatioSpace.paper(tasks: 2, rounding: .inModel)
    let stream = RandomStream(seed: 49)
    let near = (0..<300).map { _ in space.neighbour(of: [2, 1], within: 0.01, using: stream) }
    #expect(near.contains([9, 5]) && near.contains([11, 5]))
  }

  @Test func noRatioIsProposedTwiceInAnyForm() throws {
    let space = IntegerRatioSpace(upperBounds: [4, 4], rounding: .inModel)
    let size = try #require(space.size)
    var search = BayesianOptimizer(space: space, settings: OptimizerSettings(initialPoints: 3))
    let streams = RandomStreams(seed: 50)
    var shares: Set<Double> = []
    for trial in 0..<size {
      let candidate = try search.ask(using: streams.stream("ask", trial))
      let share = candidate.point[0] / (candidate.point[0] + candidate.point[1])
      shares.insert(share)
      try search.tell(candidate, objective: (share - 0.6) * (share - 0.6))
    }
    #expect(shares.count == size)
  }
}
