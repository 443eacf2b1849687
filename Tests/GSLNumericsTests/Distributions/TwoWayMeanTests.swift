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
    let sum = mean.varianceOfSeeds + mean.varianceOfExamples - mean.varianceOfResiduals
    #expect(isClose(mean.variance, sum))
  }

  /// 2.0452296 is `scipy.stats.t.ppf(.975, 29)` and 4.3026527 `scipy.stats.t.ppf(.975, 2)`.
  @Test func theQuantileIsThatOfThePartThatDominates() {
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
