import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

extension NamedAcquisition {
  /// The acquisition function as a pointwise one.
  fileprivate func byPoint() throws -> any PointwiseAcquisition {
    try #require(acquisition as? any PointwiseAcquisition)
  }
}

/// The laws of every pointwise acquisition function, with the objective minimised, and known values.
@Suite struct AcquisitionTests {
  @Test(arguments: NamedAcquisition.pointwise)
  func theSlopesAreThoseOfDifferences(named: NamedAcquisition) throws {
    let acquisition = try named.byPoint()
    for mean in [-30.0, -2, 0, 0.4, 3, 30] {
      for deviation in [0.1, 1, 4] {
        let value = acquisition.value(mean: mean, standardDeviation: deviation, best: 0.5)
        #expect(
          isGradient(
            [value.meanSlope, value.standardDeviationSlope], at: [mean, deviation], relative: 1e-5,
            absolute: 1e-7
          ) {
            acquisition.value(mean: $0[0], standardDeviation: $0[1], best: 0.5).value
          })
      }
    }
  }

  @Test(arguments: NamedAcquisition.pointwise)
  func aSmallerMeanIsWorthMore(named: NamedAcquisition) throws {
    let acquisition = try named.byPoint()
    let values = stride(from: -5.0, through: 5, by: 0.25).map {
      acquisition.value(mean: $0, standardDeviation: 1, best: 0).value
    }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(values[0] > values[values.count - 1])
  }

  @Test(arguments: NamedAcquisition.pointwise)
  func theWorthIsFiniteAtTheExtremes(named: NamedAcquisition) throws {
    let acquisition = try named.byPoint()
    for mean in [-1e30, -1, 0, 1, 1e30] {
      for deviation in [1e-12, 1, 1e12] {
        let value = acquisition.value(mean: mean, standardDeviation: deviation, best: 0)
        #expect(value.value.isFinite)
        #expect(value.meanSlope.isFinite && value.standardDeviationSlope.isFinite)
      }
    }
  }

  /// `scipy.stats.norm.pdf(.5) + .5*norm.cdf(.5)` and `norm.pdf(-.5) - .5*norm.cdf(-.5)`, SciPy 1.17:
  /// a mean below the best is an improvement, since the objective is minimised.
  @Test func expectedImprovementHasKnownValues() {
    let acquisition = ExpectedImprovement()
    let better = acquisition.value(mean: -0.5, standardDeviation: 1, best: 0)
    let worse = acquisition.value(mean: 0.5, standardDeviation: 1, best: 0)
    #expect(isClose(better.value, 0.6977965574013061))
    #expect(isClose(worse.value, 0.19779655740130603))
    let log = LogExpectedImprovement().value(mean: -0.5, standardDeviation: 1, best: 0)
    #expect(isClose(exp(log.value), 0.6977965574013061))
  }

  @Test func expectedImprovementIsTheMeanOfSampledImprovements() {
    let stream = RandomStream(seed: 21)
    let n = 200_000
    var total = 0.0
    for _ in 0..<n { total += max(0, 1 - stream.normal(mean: 1.4, standardDeviation: 2)) }
    let value = ExpectedImprovement().value(mean: 1.4, standardDeviation: 2, best: 1).value
    // The standard error of the mean is about 0.0024.
    #expect(isClose(value, total / Double(n), absolute: 0.01))
  }

  @Test func theLogarithmStaysFiniteAndMonotoneFarBeyondUnderflow() {
    let acquisition = LogExpectedImprovement()
    var last = acquisition.value(mean: 0, standardDeviation: 1, best: 0)
    for exponent in 0...100 {
      for digit in [1.0, 2, 5] {
        var mean = digit
        for _ in 0..<exponent { mean *= 10 }
        let value = acquisition.value(mean: mean, standardDeviation: 1, best: 0)
        #expect(value.value.isFinite && value.value < last.value)
        #expect(value.meanSlope.isFinite && value.meanSlope < last.meanSlope)
        last = value
      }
    }
  }

  @Test func theOthersAreWhatTheirNamesSay() {
    let bound = LowerConfidenceBound(standardDeviations: 2)
      .value(mean: 3, standardDeviation: 0.5, best: 9)
    #expect(bound.value == -2)
    let probability = ProbabilityOfImprovement().value(mean: 1, standardDeviation: 2, best: 1)
    #expect(probability.value == 0.5)
  }
}
