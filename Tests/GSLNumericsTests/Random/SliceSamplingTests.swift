import GSLNumerics
import NumericalChecks
import Testing

@Suite struct SliceSamplingTests {
  /// A normal with means 1 and −2, deviations 1 and 3 and correlation 0.6.
  ///
  /// Twenty passes leave states that are as good as independent: the correlation from pass to pass of
  /// exact draws along the coordinates is 0.36.
  @Test(arguments: [([1.0, 3.0], 10), ([0.1, 0.3], 200), ([30.0, 90.0], 1)])
  func aCorrelatedNormalHasItsMoments(widths: [Double], steps: Int) {
    let sampler = SliceSampler(widths: widths, steps: steps)
    let count = 3000
    let samples = sampler.samples(
      from: [0, 0], count: count, burnIn: 50, thinning: 20, using: RandomStream(seed: 31)
    ) { point in
      let (u, v) = (point[0] - 1, (point[1] + 2) / 3)
      return -(u * u - 1.2 * u * v + v * v) / (2 * 0.64)
    }
    let first = samples.map { $0[0] - 1 }
    let second = samples.map { ($0[1] + 2) / 3 }
    let n = Double(count)
    // Four standard errors: 1/√n of a mean, √(2/n) of a variance, √((1 + ρ²)/n) of a covariance.
    #expect(abs(first.reduce(0, +) / n) < 4 / n.squareRoot())
    #expect(abs(second.reduce(0, +) / n) < 4 / n.squareRoot())
    #expect(abs(dot(first, first) / n - 1) < 4 * (2 / n).squareRoot())
    #expect(abs(dot(second, second) / n - 1) < 4 * (2 / n).squareRoot())
    #expect(abs(dot(first, second) / n - 0.6) < 4 * (1.36 / n).squareRoot())
    for marginal in [first, second] {
      #expect(kolmogorovSmirnov(marginal, cumulative: NormalDistribution.cumulative) > 0.01)
    }
  }

  /// A density with a jump, a pole's flank and an end: 0.5 x^(−½) on (0, 1].
  @Test func aDensityThatEndsIsKeptTo() {
    let samples = SliceSampler(widths: [0.3]).samples(
      from: [0.5], count: 3000, burnIn: 20, thinning: 10, using: RandomStream(seed: 32)
    ) { point in
      point[0] > 0 && point[0] <= 1 ? -0.5 * log(point[0]) : point[0] < -1 ? .nan : -.infinity
    }.map { $0[0] }
    #expect(samples.allSatisfy { $0 > 0 && $0 <= 1 })
    #expect(kolmogorovSmirnov(samples) { $0.squareRoot() } > 0.01)
  }

  /// Two modes that steps of the interval reach and a walk would not; the limit of steps has to be
  /// shared at random for the halves to be even.
  @Test func bothOfTwoModesAreVisited() {
    let samples = SliceSampler(widths: [2], steps: 8).samples(
      from: [-4], count: 3000, burnIn: 20, thinning: 10, using: RandomStream(seed: 33)
    ) { point in
      let distance = abs(point[0]) - 4
      return -distance * distance / 2
    }
    let positive = Double(samples.count { $0[0] > 0 })
    #expect(abs(positive / 3000 - 0.5) < 0.08)
  }

  @Test func theSameSeedGivesTheSameChain() {
    func chain(_ seed: UInt64) -> [[Double]] {
      SliceSampler(widths: [1, 1]).samples(from: [0, 0], count: 5, using: RandomStream(seed: seed))
      {
        -dot($0, $0)
      }
    }
    #expect(chain(1) == chain(1))
    #expect(chain(1) != chain(2))
  }

  @Test func aPointMassStays() {
    let samples = SliceSampler(widths: [1]).samples(
      from: [2], count: 3, using: RandomStream(seed: 1)
    ) { $0 == [2] ? 0 : -.infinity }
    #expect(samples == [[2], [2], [2]])
  }

  @Test func anErrorOfTheDensityGoesOut() {
    #expect(throws: GSLError.self) {
      try SliceSampler(widths: [1]).samples(from: [2], count: 3, using: RandomStream(seed: 1)) {
        _ in
        _ = try Cholesky(of: Matrix([[-1]]))
        return 0
      }
    }
  }
}
