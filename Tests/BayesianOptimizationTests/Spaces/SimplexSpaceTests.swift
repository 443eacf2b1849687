import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

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

  @Test func theDesignBeginsWithEqualWeightsOrTheNearestMixture() throws {
    let stream = RandomStream(seed: 38)
    #expect(
      isClose(SimplexSpace(count: 4).design(count: 3, using: stream)[0], [0.25, 0.25, 0.25, 0.25]))
    let capped = try SimplexSpace(count: 3, floor: 0, caps: [0.1, 1, 1])
    #expect(isClose(capped.design(count: 3, using: stream)[0], [0.1, 0.45, 0.45]))
    #expect(capped.design(count: 0, using: stream).isEmpty)
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

  // MARK: - Floors and caps

  /// With a floor and caps of which none is in reach, a uniform mixture is one of what is above the
  /// floors.
  @Test func aFloorLiftsAUniformMixture() throws {
    let space = try SimplexSpace(count: 4, floor: 0.1, caps: [1, 0.7, 1, 0.9])
    let stream = RandomStream(seed: 43)
    let points = (0..<3000).map { _ in space.sample(using: stream) }
    let p = kolmogorovSmirnov(points.map { $0[2] }) { x in
      let share = min(max((x - 0.1) / 0.6, 0), 1)
      return 1 - (1 - share) * (1 - share) * (1 - share)
    }
    #expect(p > 1e-4)
  }

  /// Of three weights with a floor of 0.1, caps of 0.4, 1 and 1: the first's density falls from 0.9
  /// to 0.6 as what is left for the others does, less their floors.
  @Test func cappedMixturesAreUniform() throws {
    let space = try SimplexSpace(count: 3, floor: 0.1, caps: [0.4, 1, 1])
    let stream = RandomStream(seed: 44)
    func cumulative(_ x: Double) -> Double {
      // The integral of 0.8 − x from 0.1 on.
      func area(_ x: Double) -> Double { 0.8 * x - x * x / 2 }
      return (area(min(max(x, 0.1), 0.4)) - area(0.1)) / (area(0.4) - area(0.1))
    }
    let firsts = (0..<3000).map { _ in space.sample(using: stream)[0] }
    #expect(kolmogorovSmirnov(firsts, cumulative: cumulative) > 1e-4)
  }

  @Test func explorationReachesFloorsAndCaps() throws {
    let space = try SimplexSpace(count: 4, floor: 0, caps: [0.3, 0.5, 0.6, 0.4])
    let stream = RandomStream(seed: 45)
    let points = (0..<500).map { _ in space.exploratoryPoint(using: stream) }
    for index in 0..<4 {
      #expect(points.count { $0[index] == 0 } > 20)
      #expect(points.count { $0[index] == space.caps[index] } > 20)
    }
    let lifted = try SimplexSpace(count: 4, floor: 0.1)
    let others = (0..<200).map { _ in lifted.exploratoryPoint(using: stream) }
    #expect(others.count { $0.contains(0.1) } > 50)
  }

  /// The nearest point of the sphere within bounds has the largest product with what is projected:
  /// none of many random points of the space has a larger one.
  @Test func projectionsAreNearest() throws {
    let space = try SimplexSpace(count: 4, floor: 0.05, caps: [0.5, 0.4, 0.6, 0.3])
    let stream = RandomStream(seed: 46)
    let others = (0..<2000).map { _ in space.coordinates(of: space.sample(using: stream)) }
    for _ in 0..<30 {
      var stray = (0..<4).map { _ in abs(stream.normal()) }
      // The caps of any three weights reach a sum of one.
      stray[stream.integer(below: 4)] *= stream.bernoulli(0.5) ? -1 : 1
      let product = dot(space.projected(stray), stray)
      #expect(others.allSatisfy { dot($0, stray) <= product + 1e-9 })
    }
  }

  @Test func tinyWeightsVanishOnlyWhereTheCapsPermit() throws {
    let tiny = [0.7, 0.299_95, 0.000_05]
    let free = SimplexSpace(count: 3)
    #expect(free.point(at: free.coordinates(of: tiny))[2] == 0)
    let capped = try SimplexSpace(count: 3, floor: 0, caps: [0.7, 0.4, 1])
    let point = capped.point(at: capped.coordinates(of: tiny))
    #expect(point[2] == 0 && point[0] == 0.7 && isClose(point[1], 0.3))
    let tight = try SimplexSpace(count: 3, floor: 0, caps: [0.7, 0.299_95, 1])
    #expect(isClose(tight.point(at: tight.coordinates(of: tiny)), tiny, relative: 1e-9))
    let lifted = try SimplexSpace(count: 3, floor: 0.000_05)
    #expect(isClose(lifted.point(at: lifted.coordinates(of: tiny)), tiny, relative: 1e-9))
  }

  @Test func eachWeightMayHaveItsFloor() throws {
    let space = try SimplexSpace(floors: [0.5, 0, 0.1], caps: [1, 0.3, 1])
    checkSpaceConformance(space)
    checkSpaceConformance(try SimplexSpace(floors: [0.5, 0, 0.1]))
    #expect(space.contains([0.5, 0, 0.5]) && !space.contains([0.4, 0.3, 0.3]))
    // A weight without a floor is rounded to zero beside one with a floor.
    #expect(space.point(at: space.coordinates(of: [0.5, 0.000_01, 0.499_99]))[1] == 0)
    let equal = try SimplexSpace(floors: [0.1, 0.1, 0.1])
    let one = try SimplexSpace(count: 3, floor: 0.1)
    #expect(equal == one)
    // Of what the floors leave, each weight has a third in the mean.
    let stream = RandomStream(seed: 3)
    let free = try SimplexSpace(floors: [0.5, 0, 0.1])
    let draws = (0..<4_000).map { _ in free.sample(using: stream) }
    for (index, floor) in [0.5, 0, 0.1].enumerated() {
      let mean = draws.reduce(0) { $0 + $1[index] } / 4_000
      #expect(isClose(mean, floor + 0.4 / 3, absolute: 0.01))
    }
    #expect(throws: SearchSpaceError.floorsTooLarge(total: 1.25)) {
      try SimplexSpace(floors: [0.5, 0.5, 0.25])
    }
    #expect(throws: SearchSpaceError.self) { try SimplexSpace(floors: [0.5, -0.5, 0.25]) }
    #expect(throws: SearchSpaceError.capBelowFloor(index: 0, cap: 0.4, floor: 0.5)) {
      try SimplexSpace(floors: [0.5, 0], caps: [0.4, 1])
    }
  }

  @Test func capsAndFloorsThatLeaveNoMixtureAreRefusedWithTheReason() {
    #expect(throws: SearchSpaceError.tooFewWeights(count: 1)) {
      try SimplexSpace(count: 1, floor: 0)
    }
    for floor in [0.4, -0.1] {
      #expect(throws: SearchSpaceError.impossibleFloor(floor, count: 3)) {
        try SimplexSpace(count: 3, floor: floor)
      }
    }
    #expect(throws: SearchSpaceError.self) { try SimplexSpace(count: 3, floor: .nan) }
    #expect(throws: SearchSpaceError.wrongNumberOfCaps(2, count: 3)) {
      try SimplexSpace(count: 3, floor: 0, caps: [0.5, 0.5])
    }
    #expect(throws: SearchSpaceError.capBelowFloor(index: 1, cap: 0.05, floor: 0.1)) {
      try SimplexSpace(count: 3, floor: 0.1, caps: [1, 0.05, 1])
    }
    #expect(throws: SearchSpaceError.self) {
      try SimplexSpace(count: 3, floor: 0, caps: [1, .nan, 1])
    }
    #expect(throws: SearchSpaceError.capsTooSmall(total: 0.75)) {
      try SimplexSpace(count: 3, floor: 0, caps: [0.25, 0.25, 0.25])
    }
    #expect(
      SearchSpaceError.capsTooSmall(total: 0.75).description
        == "no mixture keeps caps of a sum of 0.75: a sum of at least 1 is expected, for the weights "
        + "sum to one; raise a cap or add a component")
  }

  // MARK: - Encodings

  @Test func unlessAskedForFeaturesAreTheOptimisersChoice() throws {
    let encodings = SimplexSpace(count: 3).encodings
    #expect(
      encodings.compactMap { ($0 as? SimplexSpace)?.features } == [
        .squareRoot, .logRatio, .proportion,
      ])
    #expect(encodings.allSatisfy { $0.encodings.count == 1 })
    #expect(SimplexSpace(count: 3).features == .squareRoot)
    #expect(SimplexSpace(count: 3, features: .logRatio).encodings.count == 1)
    let capped = try SimplexSpace(count: 3, floor: 0.1, caps: [0.5, 0.5, 0.5])
    #expect(
      capped.encodings.allSatisfy { !$0.contains([0.6, 0.2, 0.2]) && !$0.contains([0.5, 0.5, 0]) })
  }
}
