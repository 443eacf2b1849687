import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

/// A space and the name that a failure shows it by.
struct NamedSpace: CustomTestStringConvertible, Sendable {
  let name: String
  let space: any SearchSpace

  var testDescription: String { name }

  static let all = [
    NamedSpace(name: "box", space: BoxSpace([-5...10, 0...15, 100...101])),
    NamedSpace(name: "simplex, square roots", space: SimplexSpace(count: 4)),
    NamedSpace(name: "simplex, log ratios", space: SimplexSpace(count: 3, features: .logRatio)),
    NamedSpace(name: "whole-number ratios", space: IntegerRatioSpace.paper(tasks: 3)),
  ]
}

/// The laws that every space keeps.
@Suite struct SearchSpaceTests {
  private func points(_ space: any SearchSpace) -> [[Double]] {
    let stream = RandomStream(seed: 31)
    let samples = (0..<100).map { _ in space.sample(using: stream) }
    let explored = (0..<100).map { _ in space.exploratoryPoint(using: stream) }
    let near = samples.prefix(50).map { space.neighbour(of: $0, within: 0.1, using: stream) }
    return samples + explored + near + space.design(count: 30, using: stream)
  }

  @Test(arguments: NamedSpace.all)
  func everyPointItMakesBelongsToIt(named: NamedSpace) {
    let points = points(named.space)
    #expect(points.count == 280)
    #expect(points.allSatisfy { $0.count == named.space.dimension && named.space.contains($0) })
  }

  @Test(arguments: NamedSpace.all)
  func aPointSurvivesTheWayToItsCoordinatesAndBack(named: NamedSpace) {
    for point in points(named.space) {
      let back = named.space.point(at: named.space.coordinates(of: point))
      // A weight below one in ten thousand is rounded to zero, and the others make up for it.
      #expect(isClose(back, point, relative: 1e-9, absolute: 2e-4))
    }
  }

  @Test(arguments: NamedSpace.all)
  func projectingAnywhereGivesAPointAndTwiceChangesNothing(named: NamedSpace) {
    let stream = RandomStream(seed: 32)
    for spread in [0.1, 1, 100] {
      for _ in 0..<50 {
        let stray = (0..<named.space.dimension).map { _ in
          stream.normal(standardDeviation: spread)
        }
        let projected = named.space.projected(stray)
        #expect(isClose(named.space.projected(projected), projected, absolute: 1e-12))
        #expect(named.space.contains(named.space.point(at: stray)))
      }
    }
    let zero = [Double](repeating: 0, count: named.space.dimension)
    #expect(named.space.contains(named.space.point(at: zero)))
  }

  /// Along any curve that stays in the space, which a projection of a line is.
  @Test(arguments: NamedSpace.all)
  func gradientsArePulledBackAsByDifferences(named: NamedSpace) {
    let space = named.space
    let stream = RandomStream(seed: 33)
    let feature = (0..<space.featureCount).map { _ in stream.normal() }
    for point in (0..<10).map({ _ in space.sample(using: stream) }) {
      let coordinates = space.coordinates(of: point)
      guard coordinates.allSatisfy({ $0 > 0.01 && $0 < 0.99 }) else { continue }
      let direction = coordinates.map { _ in stream.normal() }
      let gradient = space.pulledBack(feature, at: coordinates)
      #expect(
        isGradient([dot(gradient, direction)], at: [0], relative: 1e-6, absolute: 1e-7) { t in
          dot(
            space.features(at: space.projected(zip(coordinates, direction).map { $0 + t[0] * $1 })),
            feature)
        })
    }
  }

  @Test(arguments: NamedSpace.all)
  func designsAreFunctionsOfTheStream(named: NamedSpace) {
    let one = named.space.design(count: 5, using: RandomStream(seed: 1))
    #expect(one == named.space.design(count: 5, using: RandomStream(seed: 1)))
    #expect(one != named.space.design(count: 5, using: RandomStream(seed: 2)))
  }
}

@Suite struct SimplexSpaceTests {
  /// On the uniform simplex each weight has the distribution Beta(1, count − 1).
  @Test func samplesAreUniform() {
    let space = SimplexSpace(count: 5)
    let stream = RandomStream(seed: 34)
    let points = (0..<5000).map { _ in space.sample(using: stream) }
    for index in 0..<5 {
      let p = kolmogorovSmirnov(points.map { $0[index] }) { x in
        1 - (1 - x) * (1 - x) * (1 - x) * (1 - x)
      }
      #expect(p > 1e-4)
    }
  }

  @Test func designsAreUniformAndMoreEvenThanSamples() {
    let space = SimplexSpace(count: 3)
    let stream = RandomStream(seed: 35)
    func distance(_ points: [[Double]]) -> Double {
      // The largest distance of the first weight's distribution from its own.
      points.map { $0[0] }.sorted().enumerated().reduce(0) { worst, entry in
        let probability = 1 - (1 - entry.element) * (1 - entry.element)
        return max(worst, abs(probability - (Double(entry.offset) + 0.5) / Double(points.count)))
      }
    }
    let design = distance(space.design(count: 256, using: stream))
    let sample = distance((0..<256).map { _ in space.sample(using: stream) })
    #expect(design < 0.5 * sample)
    #expect(design < 0.03)
  }

  @Test func explorationReachesFacesAndCorners() {
    let space = SimplexSpace(count: 4)
    let stream = RandomStream(seed: 36)
    let zeros = (0..<500).map { _ in space.exploratoryPoint(using: stream).count { $0 == 0 } }
    for count in 0...3 { #expect(zeros.count { $0 == count } > 20) }
  }

  @Test func theNearestMixtureOfANegativeCoordinateHasAWeightOfExactlyZero() {
    let point = SimplexSpace(count: 3).point(at: [0.6, -0.1, 0.8])
    #expect(point[1] == 0)
    #expect(isClose(point, [0.36, 0, 0.64]))
    #expect(SimplexSpace(count: 3).point(at: [-3, -1, -2]) == [0, 1, 0])
  }

  @Test func distancesOfFeaturesAreHellingers() {
    let space = SimplexSpace(count: 2)
    let (one, other) = (space.features(of: [1, 0]), space.features(of: [0, 1]))
    #expect(isClose(zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }, 2))
  }

  @Test func logarithmsOfWeightsAreFromNoughtToOne() {
    let space = SimplexSpace(count: 3, features: .logRatio)
    #expect(isClose(space.features(of: [1, 0, 0]), [1, 0, 0]))
  }

  @Test func fiftyWeightsAreNoTrouble() {
    let space = SimplexSpace(count: 50)
    let stream = RandomStream(seed: 37)
    #expect(space.design(count: 20, using: stream).allSatisfy(space.contains))
    #expect(space.contains(space.exploratoryPoint(using: stream)))
  }

  @Test func whatDoesNotSumToOneIsNoMixture() {
    let space = SimplexSpace(count: 2)
    #expect(!space.contains([0.5, 0.6]))
    #expect(!space.contains([1.5, -0.5]))
    #expect(!space.contains([1]))
    #expect(!space.contains([.nan, 1]))
  }
}

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
}
