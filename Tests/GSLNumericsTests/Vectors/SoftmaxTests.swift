import GSLNumerics
import NumericalChecks
import Testing

@Suite struct SoftmaxTests {
  /// `scipy.special.softmax([0.5, -1, 2])`, SciPy 1.17.
  @Test func sharesHaveKnownValues() {
    let expected = [0.1752903921400367, 0.039112573270687456, 0.7855970345892759]
    #expect(isClose(softmax([0.5, -1, 2]), expected, relative: 1e-13))
    #expect(isClose(softmax([1000.5, 999, 1002]), expected, relative: 1e-12))
    #expect(softmax([-1e300, 1e300]) == [0, 1])
    #expect(softmax([]).isEmpty)
  }

  @Test func sumsAndMeansOfLogarithmsAreThoseOfTheNumbers() {
    #expect(isClose(logSum(log(0.25), log(0.5)), log(0.75), relative: 1e-14))
    #expect(isClose(logMean([log(1), log(2), log(6)]), log(3), relative: 1e-14))
    #expect(isClose(logMean([-5000, -5000 + log(3)]), -5000 + log(2), relative: 1e-14))
    #expect(logSum(-.infinity, 3) == 3 && logSum(-.infinity, -.infinity) == -.infinity)
    #expect(logMean([-.infinity, -.infinity]) == -.infinity)
  }
}
