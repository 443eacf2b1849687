import GSLNumerics
import NumericalChecks
import Testing

@Suite struct DistributionTests {
  /// `scipy.stats.beta.cdf(.3, 2.5, 4)`, `.pdf`, `.ppf(.2, 2.5, 4)`, SciPy 1.17.
  @Test func theBetaDistributionHasKnownValues() {
    let beta = BetaDistribution(2.5, 4)
    #expect(isClose(beta.cumulative(0.3), 0.3521975859067672))
    #expect(isClose(beta.density(0.3), 2.0342672530690695))
    #expect(isClose(beta.quantile(0.2), 0.22107654655034586, relative: 1e-9))
    #expect(isClose(beta.mean, 2.5 / 6.5))
    #expect(isClose(beta.variance, 10 / (6.5 * 6.5 * 7.5)))
  }

  @Test func theLogitsDensityIsTheDensityTimesItsSlope() {
    let beta = BetaDistribution(2.5, 4)
    for x in [0.01, 0.3, 0.5, 0.999] {
      let expected = log(beta.density(x) * x * (1 - x))
      #expect(isClose(beta.logDensity(ofLogit: log(x / (1 - x))), expected, relative: 1e-11))
    }
    #expect(BetaDistribution(0.01, 1).logDensity(ofLogit: -4000).isFinite)
  }

  @Test func theLogitsDistributionFunctionIsThatOfTheValueAndGoesOnBeyondIt() {
    let beta = BetaDistribution(2.5, 4)
    for x in [0.01, 0.3, 0.5, 0.9] {
      let logit = log(x / (1 - x))
      #expect(isClose(beta.cumulative(ofLogit: logit), beta.cumulative(x), relative: 1e-11))
    }
    // Of Beta(a, 1) it is xᵃ.
    #expect(isClose(BetaDistribution(0.01, 1).cumulative(ofLogit: -400), exp(-4), relative: 1e-12))
    #expect(isClose(BetaDistribution(1, 0.01).cumulative(ofLogit: 400), 1 - exp(-4)))
  }

  @Test func aProbabilityOutsideTheUnitIntervalIsNotANumberAndDoesNotAbort() {
    #expect(BetaDistribution(2, 3).quantile(1.5).isNaN)
    #expect(BetaDistribution(2, 3).quantile(-1).isNaN)
  }

  /// `scipy.stats.t.ppf(.975, 4)`, SciPy 1.17.
  @Test func studentsDistributionHasKnownValues() {
    let student = StudentDistribution(degreesOfFreedom: 4)
    #expect(isClose(student.quantile(0.975), 2.7764451051977934, relative: 1e-9))
    #expect(isClose(student.cumulative(2.7764451051977934), 0.975))
  }

  @Test func aSampleHasItsMeanAndItsInterval() {
    let sample = SampleStatistics([1, 2, 3, 4, 5])
    #expect(sample.mean == 3)
    #expect(sample.standardDeviation.map { isClose($0, 2.5.squareRoot()) } == true)
    // 2.7764… × √2.5 / √5
    #expect(sample.halfWidth().map { isClose($0, 1.9632432, relative: 1e-7) } == true)
    #expect(SampleStatistics([1]).halfWidth() == nil)
    // `scipy.stats.ttest_1samp([1, 2, 3, 4, 5], 0)`, and the least n with `t.ppf(p, n-1)*sqrt(2.5/n) <= 1`.
    #expect(abs((sample.probability ?? 0) - 0.0132356) < 1e-7)
    #expect(sample.count(forHalfWidth: 1) == 13)
    #expect(sample.count(forHalfWidth: 1, confidence: 0.99) == 21)
  }
}
