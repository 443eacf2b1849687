import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct BoxSpaceTests {
  private typealias Dimension = BoxSpace.Dimension

  @Test func theEndsOfEachKindAreReachedExactly() {
    let space = BoxSpace([.real(-0.1...0.3), .logarithmic(3e-7...0.7), .integer(-3...5)])
    #expect(space.point(at: [0, 0, 0]) == [-0.1, 3e-7, -3])
    #expect(space.point(at: [1, 1, 1]) == [0.3, 0.7, 5])
    #expect(space.point(at: [-7, -7, -7]) == [-0.1, 3e-7, -3])
    #expect(space.coordinates(of: [-0.1, 3e-7, -3])[..<2] == [0, 0])
    #expect(space.coordinates(of: [0.3, 0.7, 5])[..<2] == [1, 1])
  }

  @Test func coordinatesOfALogarithmicRangeAreInTheRatio() {
    let space = BoxSpace([.logarithmic(1e-4...1)])
    #expect(isClose(space.point(at: [0.25]), [1e-3]))
    #expect(isClose(space.features(of: [0.01]), [0.5]))
    let wide = BoxSpace([.logarithmic(1e-300...1e300)])
    #expect(isClose(wide.coordinates(of: [1]), [0.5]))
  }

  @Test func theModelSeesWholeNumbersOnly() {
    let space = BoxSpace([.integer(0...4)])
    for (coordinate, number) in [(0.01, 0.0), (0.19, 0), (0.21, 1), (0.5, 2), (0.99, 4)] {
      #expect(space.point(at: [coordinate]) == [number])
      #expect(space.features(at: [coordinate]) == [number / 4])
      #expect(space.pulledBack([1], at: [coordinate]) == [0])
    }
  }

  @Test func eachWholeNumberIsAsLikelyAsAnyOther() {
    let space = BoxSpace([.integer(-1...3)])
    let stream = RandomStream(seed: 41)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<5000 { counts[Int(space.sample(using: stream)[0]) + 1] += 1 }
    #expect(chiSquare(counts, expected: Array(repeating: 1000, count: 5)) > 1e-4)
    // Of 2^k Sobol points each number gets its share, give or take what the shift moves.
    let design = space.design(count: 40, using: stream)
    for number in -1...3 { #expect((6...10).contains(design.count { $0[0] == Double(number) })) }
  }

  @Test func neighboursStepByOneHoweverSmallTheDistance() {
    let space = BoxSpace([.integer(0...9), .integer(0...1)])
    let stream = RandomStream(seed: 42)
    for start in [[5.0, 0], [0, 1], [9, 0]] {
      let near = (0..<400).map { _ in space.neighbour(of: start, within: 1e-9, using: stream) }
      #expect(near.allSatisfy { abs($0[0] - start[0]) <= 1 && abs($0[1] - start[1]) <= 1 })
      for index in 0..<2 {
        // Every other time; 400 trials stray from 200 by 80 in one of 1e15 cases.
        #expect((120...280).contains(near.count { $0[index] != start[index] }))
      }
    }
    let far = (0..<100).map { _ in space.neighbour(of: [5, 0], within: 0.3, using: stream) }
    #expect(far.contains { abs($0[0] - 5) >= 3 })
  }

  @Test func onlyWholeSpacesAreCounted() {
    #expect(BoxSpace([.integer(0...9), .integer(3...5)]).size == 30)
    #expect(BoxSpace([.integer(0...9), .real(0...1)]).size == nil)
    #expect(BoxSpace(Array(repeating: Dimension.integer(0...1 << 40), count: 2)).size == nil)
  }

  /// Learning rates of 1e-6 and 1e-5 differ by a tenth of the range, though by less than 1e-6 × 10.
  @Test func smallNumbersOfALogarithmicRangeAreNotTheSame() {
    let space = BoxSpace([.logarithmic(1e-11...1e-1)])
    #expect(!space.areSame([1e-6], [1e-5]))
    #expect(!space.areSame([1e-11], [1e-10]))
    #expect(space.areSame([1e-6], [1e-6 * (1 + 1e-9)]))
    let large = BoxSpace([.integer(1_000_000_000...1_000_000_100), .real(0...1e9)])
    #expect(!large.areSame([1_000_000_000, 0], [1_000_000_001, 0]))
    #expect(large.areSame([1_000_000_000, 0], [1_000_000_000, 1]))
  }

  @Test func whatIsNotInTheRangeIsNoPoint() {
    let space = BoxSpace([.integer(0...4), .logarithmic(0.1...1)])
    #expect(space.contains([4, 1]))
    for point in [[1.5, 1], [5, 1], [0, 0.09], [0]] { #expect(!space.contains(point)) }
  }

  @Test func rangesThatSomeoneMayTypeAreRefusedWithTheReason() throws {
    #expect(throws: SearchSpaceError.emptyRange(lower: 2, upper: 1)) {
      try Dimension(.real, from: 2, to: 1)
    }
    #expect(throws: SearchSpaceError.emptyRange(lower: 1, upper: 1)) {
      try Dimension(.integer, from: 1, to: 1)
    }
    #expect(throws: SearchSpaceError.emptyRange(lower: 0, upper: .infinity)) {
      try Dimension(.real, from: 0, to: .infinity)
    }
    #expect(throws: SearchSpaceError.self) { try Dimension(.real, from: .nan, to: 1) }
    #expect(throws: SearchSpaceError.rangeWithoutLogarithm(lower: 0, upper: 1)) {
      try Dimension(.logarithmic, from: 0, to: 1)
    }
    #expect(throws: SearchSpaceError.rangeNotWhole(lower: 0.5, upper: 2)) {
      try Dimension(.integer, from: 0.5, to: 2)
    }
    #expect(throws: SearchSpaceError.noDimensions) { try BoxSpace(dimensions: []) }
    #expect(
      try BoxSpace(dimensions: [Dimension(.integer, from: 1, to: 3)]) == BoxSpace([.integer(1...3)])
    )
    #expect(
      SearchSpaceError.rangeWithoutLogarithm(lower: 0, upper: 1).description
        == "the logarithmic range from 0.0 to 1.0 cannot be searched: positive bounds are expected; "
        + "a range that reaches zero has to be a real one")
  }
}
