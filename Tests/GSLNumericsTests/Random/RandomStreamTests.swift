import GSLNumerics
import NumericalChecks
import Testing

/// Seeds are fixed, so a p-value below the level is a wrong sampler, not bad luck.
private let level = 1e-4

@Suite struct RandomStreamTests {
  /// `numpy.random.RandomState(20240607)._bit_generator.random_raw(5)`, NumPy 2.
  @Test func theBitsAreThoseOfTheMersenneTwister() {
    let stream = RandomStream(seed: 20_240_607)
    #expect(
      (0..<5).map { _ in stream.bits() }
        == [3_927_203_813, 797_035_803, 1_730_091_802, 3_112_608_188, 2_072_945_164])
  }

  /// The value that the C++ standard demands of the ten-thousandth number of the default seed.
  @Test func theTenThousandthNumberOfTheReferenceSeedIsKnown() {
    let stream = RandomStream(seed: 5489)
    for _ in 1..<10_000 { _ = stream.bits() }
    #expect(stream.bits() == 4_123_659_995)
  }

  @Test func bothHalvesOfASeedCount() {
    #expect(RandomStream(seed: 1).bits() != RandomStream(seed: 1 << 32 | 1).bits())
    #expect(RandomStream(seed: 1 << 40).bits() != RandomStream(seed: 1 << 41).bits())
  }

  private let n = 20_000

  private func sample(_ draw: (RandomStream) -> Double) -> [Double] {
    let stream = RandomStream(seed: 7)
    return (0..<n).map { _ in draw(stream) }
  }

  @Test func uniformVariatesAreUniform() {
    #expect(kolmogorovSmirnov(sample { $0.uniform() }) { $0 } > level)
  }

  @Test func normalVariatesAreNormal() {
    let sample = sample { $0.normal(mean: 3, standardDeviation: 2) }
    #expect(kolmogorovSmirnov(sample) { NormalDistribution.cumulative(($0 - 3) / 2) } > level)
  }

  @Test(arguments: [(0.5, 0.5), (1, 1), (2, 5), (300, 4)])
  func betaVariatesHaveTheBetaDistribution(a: Double, b: Double) {
    let distribution = BetaDistribution(a, b)
    #expect(
      kolmogorovSmirnov(sample { $0.beta(a, b) }, cumulative: distribution.cumulative(_:)) > level)
  }

  @Test func gammaVariatesHaveTheGammaDistribution() {
    // Of shape 2 and scale 3: 1 − (1 + x/3) e^(−x/3).
    let sample = sample { $0.gamma(shape: 2, scale: 3) }
    #expect(kolmogorovSmirnov(sample) { 1 - (1 + $0 / 3) * exp(-$0 / 3) } > level)
  }

  @Test func aWrongSamplerIsCaught() {
    let sample = sample { $0.normal(mean: 0.05) }
    #expect(kolmogorovSmirnov(sample, cumulative: NormalDistribution.cumulative) < level)
    let slanted = self.sample { $0.beta(1, 1.05) }
    #expect(kolmogorovSmirnov(slanted) { $0 } < level)
  }

  /// Each weight of a Dirichlet point has a beta distribution.
  @Test func dirichletPointsHaveBetaMarginalsAndSumToOne() {
    let stream = RandomStream(seed: 11)
    let concentrations = [0.5, 2, 3.5]
    let points = (0..<n).map { _ in stream.dirichlet(concentrations) }
    #expect(points.allSatisfy { isClose($0.reduce(0, +), 1) && $0.allSatisfy { $0 >= 0 } })
    for (index, a) in concentrations.enumerated() {
      let marginal = BetaDistribution(a, 6 - a)
      #expect(
        kolmogorovSmirnov(points.map { $0[index] }, cumulative: marginal.cumulative(_:)) > level)
    }
  }

  @Test func categoriesComeInProportionToTheirWeights() {
    let stream = RandomStream(seed: 13)
    let weights = [2.0, 0, 5, 3]
    var counts = [0, 0, 0, 0]
    for _ in 0..<n { counts[stream.categorical(weights)] += 1 }
    #expect(counts[1] == 0)
    let seen = [counts[0], counts[2], counts[3]]
    #expect(chiSquare(seen, expected: [0.2, 0.5, 0.3].map { $0 * Double(n) }) > level)
    #expect(chiSquare(seen, expected: [0.21, 0.5, 0.29].map { $0 * Double(n) }) < 0.01)
  }

  @Test func wholeNumbersAreEquallyLikely() {
    let stream = RandomStream(seed: 17)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<n { counts[stream.integer(below: 7)] += 1 }
    #expect(chiSquare(counts, expected: Array(repeating: Double(n) / 7, count: 7)) > level)
  }

  @Test func everyOrderIsEquallyLikely() {
    let stream = RandomStream(seed: 19)
    var counts = [Int](repeating: 0, count: 24)
    for _ in 0..<n {
      let order = stream.permutation(4)
      #expect(order.sorted() == [0, 1, 2, 3])
      // The order's number in the factorial system.
      var number = 0
      for index in 0..<4 {
        number = number * (4 - index) + order[(index + 1)...].count { $0 < order[index] }
      }
      counts[number] += 1
    }
    #expect(chiSquare(counts, expected: Array(repeating: Double(n) / 24, count: 24)) > level)
  }

  @Test func anEventHappensAsOftenAsItsProbability() {
    let successes = sample { $0.bernoulli(0.3) ? 1 : 0 }.count { $0 == 1 }
    let expected = [0.3 * Double(n), 0.7 * Double(n)]
    #expect(chiSquare([successes, n - successes], expected: expected) > level)
  }
}
