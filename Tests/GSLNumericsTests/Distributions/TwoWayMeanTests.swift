import GSLNumerics
import NumericalChecks
import Testing

@Suite struct TwoWayMeanTests {
  /// Row means 0.5, 0.25 and 0.75; column means 2/3, 1/3, 1 and 0; squares around the mean sum to 3.
  @Test func theVariancesAreThoseOfTheCrossedDesign() {
    let mean = TwoWayMean([[1, 0, 1, 0], [0, 0, 1, 0], [1, 1, 1, 0]])
    #expect(isClose(mean.mean, 0.5))
    #expect(isClose(mean.varianceOfSeeds, 0.125 / 6))
    #expect(isClose(mean.varianceOfExamples, 5 / 108.0))
    // 3 − 4 × 0.125 − 3 × 5/9 = 5/6, over 6 degrees of freedom and 12 scores.
    #expect(isClose(mean.varianceOfResiduals, 5 / 432.0))
    #expect(isClose(mean.variance, (9 + 20 - 5) / 432.0))
  }

  /// `hypot(t.ppf(.975, 2) * sqrt(9 / 432), t.ppf(.975, 3) * sqrt(15 / 432))`, and the `p` at which it is the mean of
  /// 0.5, by `scipy.optimize.brentq`.
  @Test func theIntervalIsOverSeedsAndTheExamplesAlone() throws {
    let mean = TwoWayMean([[1, 0, 1, 0], [0, 0, 1, 0], [1, 1, 1, 0]])
    #expect(isClose(mean.halfWidth(), 0.8586903948606334, relative: 1e-7))
    #expect(isClose(try #require(mean.probability), 0.14321657686219713, relative: 1e-6))
    #expect(isClose(mean.halfWidth(confidence: 1 - 0.14321657686219713), 0.5, relative: 1e-7))
  }

  /// The least numbers for which the half-width, with the variances of a seed, an example and a residual, is as small.
  @Test func theSizesAreTheLeastThatSuffice() throws {
    let mean = TwoWayMean([[1, 0, 1, 0], [0, 0, 1, 0], [1, 1, 1, 0]])
    #expect(mean.seeds(forHalfWidth: 0.3) == nil && mean.seeds(forHalfWidth: 0.6) == 32)
    #expect(mean.seeds(forHalfWidth: 0.7) == 5 && mean.seeds(forHalfWidth: 1) == 3)
    for (width, seeds, examples) in [(0.3, 5, 18), (0.6, 3, 9), (0.7, 3, 6), (1, 3, 4)] {
      let sizes = try #require(mean.sizes(forHalfWidth: width))
      #expect(sizes.seeds == seeds && sizes.examples == examples, "\(width): \(sizes)")
    }
  }

  /// One score of a damaged journal, or of a command that answers nonsense.
  @Test(arguments: [1e30, -3e38])
  func noSizesSufficeWhereAScoreIsHuge(score: Double) {
    let mean = TwoWayMean([[1, 0, 1, 0], [0, 0, score, 0], [1, 1, 1, 0]])
    #expect(mean.sizes(forHalfWidth: 0.01) == nil && mean.seeds(forHalfWidth: 0.01) == nil)
    #expect(SampleStatistics([0, 1, score]).count(forHalfWidth: 0.01) == nil)
  }

  @Test func whatDoesNotVaryHasNoPValue() {
    #expect(TwoWayMean([[1, 1], [1, 1]]).probability == nil)
  }

  /// 2.0452296 is `scipy.stats.t.ppf(.975, 29)` and 4.3026527 `scipy.stats.t.ppf(.975, 2)`.
  @Test func eachPartHasItsQuantile() {
    let alternating = (0..<30).map { Double($0 % 2) }
    let examples = TwoWayMean([alternating, alternating, alternating])
    #expect(examples.varianceOfSeeds == 0)
    #expect(
      isClose(examples.halfWidth() / examples.variance.squareRoot(), 2.0452296, relative: 1e-7))
    let seeds = TwoWayMean([0.0, 1, 2].map { Array(repeating: $0, count: 30) })
    #expect(seeds.varianceOfExamples == 0)
    #expect(isClose(seeds.halfWidth() / seeds.variance.squareRoot(), 4.3026527, relative: 1e-7))
  }

  /// Effects of examples and of seed and example together are normal with a standard deviation of one.
  ///
  /// Of 400 intervals about 380 hold zero, and 363 is four standard deviations below. Over seeds alone fewer do.
  @Test func theIntervalHoldsTheMeanOfThePopulation() {
    let streams = RandomStreams(seed: 4)
    var (held, heldOverSeeds) = (0, 0)
    for sample in 0..<400 {
      let normal = streams.stream("sample", sample)
      let examples = (0..<20).map { _ in normal.normal() }
      let scores = (0..<5).map { _ in
        let seed = 0.1 * normal.normal()
        return examples.map { $0 + seed + normal.normal() }
      }
      let mean = TwoWayMean(scores)
      held += abs(mean.mean) <= mean.halfWidth() ? 1 : 0
      let overSeeds = SampleStatistics(scores.map { $0.reduce(0, +) / 20 }).halfWidth() ?? 0
      heldOverSeeds += abs(mean.mean) <= overSeeds ? 1 : 0
    }
    #expect(held >= 363 && heldOverSeeds < 340)
  }
}
