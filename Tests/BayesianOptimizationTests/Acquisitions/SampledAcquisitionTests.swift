import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@testable import BayesianOptimization

/// Acquisition functions of several points, against the expectations that they compute.
@Suite struct SampledAcquisitionTests {
  private let points = Matrix([[0.42, 0.55], [0.1, 0.9], [0.7, 0.4]])

  private func function(
    _ acquisition: any Acquisition, _ state: SearchState, seed: UInt64 = 3
  ) throws -> any AcquisitionFunction {
    try acquisition.function(for: state, using: RandomStream(seed: seed))
  }

  // MARK: - Noisy expected improvement

  /// Draws the objective at the tried, the pending and the new point together, 40,000 times.
  private func improvement(at point: [Double], _ state: SearchState) throws -> Double {
    let references = state.process.inputs.appended(state.pending).appended(Matrix([point]))
    let stream = RandomStream(seed: 11)
    let draws = 40_000
    let normals = (0..<draws * references.rows).map { _ in stream.normal() }
    let values = try SampledPosterior(
      SumPosterior(state.process, references: references),
      normals: Matrix(rows: draws, columns: references.rows, elements: normals)
    ).values
    var total = 0.0
    for draw in 0..<draws {
      let row = values.row(draw)
      let others = row.dropLast().reduce(.infinity) { min($0, $1) }
      total += max(0, others - row[row.count - 1])
    }
    return total / Double(draws)
  }

  @Test(arguments: [false, true])
  func noisyImprovementIsTheMeanOfSampledImprovements(hasPending: Bool) throws {
    let state = try SampleSearch.state(noise: 0.1, hasPending: hasPending)
    let function = try function(NoisyLogExpectedImprovement(samples: 1024), state)
    for row in 0..<points.rows {
      let expected = try improvement(at: points.row(row), state)
      let value = exp(function.values(at: points)[row])
      // The relative standard error of the mean is about one in a hundred.
      #expect(isClose(value, expected, relative: 0.05))
    }
  }

  @Test func thirtyTwoSamplesAreNearlyEnough() throws {
    let state = try SampleSearch.state(noise: 0.1)
    let exact = try function(NoisyLogExpectedImprovement(samples: 1024), state)
      .values(at: points)
    let values = try function(NoisyLogExpectedImprovement(), state).values(at: points)
    #expect(isClose(values, exact, relative: 0, absolute: 0.3))
  }

  @Test func withoutNoiseItIsTheLogExpectedImprovement() throws {
    let state = try SampleSearch.state(noise: 1e-9, hasPending: false)
    let noisy = try function(NoisyLogExpectedImprovement(), state).values(at: points)
    let plain = try function(LogExpectedImprovement(), state).values(at: points)
    #expect(isClose(noisy, plain, relative: 1e-3, absolute: 1e-3))
  }

  // MARK: - Knowledge gradient

  /// The expected fall of the least mean over the same set, by 400 quantiles of what a trial finds.
  @Test func theKnowledgeGradientIsTheExpectedFallOfTheLeastMean() throws {
    let state = try SampleSearch.state(noise: 0.1, hasPending: false)
    let process = state.process.terms[0].process
    // Without candidates and with enough contenders the set is all that was tried and the new point.
    let plain = SearchState(process: process, best: state.best)
    let function = try function(KnowledgeGradient(contenders: 1000), plain)
    let contenders = state.process.contenders(atMost: 1000)
    for row in 0..<points.rows {
      let point = Matrix([points.row(row)])
      let set = contenders.appended(point)
      let prediction = process.prediction(at: points.row(row))
      let unit = process.standardizer.scale
      let spread = (prediction.variance + unit * unit * process.noiseVariance).squareRoot()
      let lowest = process.predictions(at: set).map(\.mean).min() ?? 0
      var fall = 0.0
      for quantile in 0..<400 {
        let z = NormalDistribution.quantile((Double(quantile) + 0.5) / 400)
        let after = try process.conditioned(
          onMore: point, targets: [prediction.mean + spread * z])
        fall += lowest - (after.predictions(at: set).map(\.mean).min() ?? 0)
      }
      #expect(isClose(exp(function.values(at: point)[0]), fall / 400, relative: 0.02))
    }
  }

  /// E[max(0, −1 + 2 Z)] = 2 φ(½) − Φ(−½), and a third line that is never the highest adds nothing.
  @Test func theExpectedMaximumOfLinesHasKnownValues() {
    let expected = 2 * NormalDistribution.density(0.5) - NormalDistribution.cumulative(-0.5)
    let two = ExpectedMaximum(intercepts: [0, -1], slopes: [0, 2])
    #expect(isClose(exp(two.logGain), expected, relative: 1e-13))
    let three = ExpectedMaximum(intercepts: [0, -1, -5], slopes: [0, 2, 0.5])
    #expect(isClose(exp(three.logGain), expected, relative: 1e-13))
    let parallel = ExpectedMaximum(intercepts: [0, -1, -1, -2], slopes: [0, 2, 2, 2])
    #expect(isClose(exp(parallel.logGain), expected, relative: 1e-13))
    let alone = ExpectedMaximum(intercepts: [1, 0], slopes: [1, 1])
    #expect(alone.logGain == -.greatestFiniteMagnitude)
    #expect(alone.gradient.intercepts == [0, 0])
  }

  @Test func theExpectedMaximumOfLinesStaysFiniteWhereItUnderflows() {
    let far = ExpectedMaximum(intercepts: [0, -1000], slopes: [0, 1])
    #expect(far.logGain < -400_000 && far.logGain.isFinite)
    let slopes = far.gradient.intercepts
    #expect(slopes[0].isFinite && slopes[1].isFinite)
  }

  // MARK: - Entropy

  /// `import numpy as np; from scipy.stats import norm as n; g = (0.3-np.array([-.5, -.2]))/.7;
  /// np.log(np.mean(g*n.pdf(g)/(2*n.cdf(g))-n.logcdf(g)))` and the same with a mean of 24, as
  /// `np.mean(g*n.pdf(g)/2+n.sf(g))`, SciPy 1.17.
  @Test func theEntropyHasKnownValues() {
    let near = MaxValueEntropy.value(mean: 0.3, standardDeviation: 0.7, minima: [-0.5, -0.2])
    #expect(isClose(near.value, -1.0684023834782477, relative: 1e-12))
    let far = MaxValueEntropy.value(mean: 24, standardDeviation: 0.7, minima: [-0.5, -0.2])
    #expect(isClose(far.value, -596.3523711223012, relative: 1e-9))
  }

  @Test func theEntropyIsSmoothAndFiniteFarOut() {
    for mean in [-700, -3, 0, 20.9, 21.1, 300, 1e9] {
      let value = MaxValueEntropy.value(mean: mean, standardDeviation: 0.7, minima: [0, -0.1])
      #expect(value.value.isFinite && value.meanSlope <= 0)
      guard abs(mean) < 1000, mean > -60 else { continue }
      #expect(
        isGradient(
          [value.meanSlope, value.standardDeviationSlope], at: [mean, 0.7], relative: 1e-5,
          absolute: 1e-6
        ) {
          MaxValueEntropy.value(mean: $0[0], standardDeviation: $0[1], minima: [0, -0.1]).value
        })
    }
  }

  /// Where the entropy is low, few samples of the least value decide, so only the better half of the points is read.
  @Test func theLogarithmOfTheEntropyHardlyDependsOnTheSamples() throws {
    let points = SampleSearch.points(10, seed: 3)
    let state = try SampleSearch.state()
    func statistics(of acquisition: MaxValueEntropy) throws -> [SampleStatistics] {
      let draws = try (0..<12).map { draw in
        try acquisition.function(
          for: state, using: RandomStreams(seed: 1).stream("entropy", draw)
        ).values(at: points)
      }
      return (0..<10).map { point in SampleStatistics(draws.map { $0[point] }) }
    }
    let standard = try statistics(of: MaxValueEntropy())
    let few = try statistics(of: MaxValueEntropy(samples: 16))
    let better = (0..<10).sorted { standard[$0].mean > standard[$1].mean }.prefix(5)
    func scatter(_ statistics: [SampleStatistics]) throws -> Double {
      try better.map { try #require(statistics[$0].standardDeviation) }.reduce(0, +) / 5
    }
    #expect(try scatter(standard) < 0.5 * scatter(few))
    #expect(try scatter(standard) < 0.15)
  }

  // MARK: - Thompson sampling

  /// At a candidate, draws have the posterior's mean and variance.
  @Test func thompsonSamplesAreDrawsOfThePosterior() throws {
    let state = try SampleSearch.state(noise: 0.1, hasPending: false)
    let point = Matrix([state.candidates.row(0)])
    let prediction = state.process.predictions(at: state.candidates)[0]
    let n = 400
    let scores = try (0..<n).map { seed in
      let draw =
        -(try function(PosteriorSampling(), state, seed: UInt64(seed)).values(at: point)[0])
      return (draw - prediction.mean) / prediction.standardDeviation
    }
    #expect(kolmogorovSmirnov(scores, cumulative: NormalDistribution.cumulative) > 1e-4)
  }

  @Test func eachAskDrawsAnew() throws {
    let state = try SampleSearch.state(noise: 0.1)
    let one = try function(PosteriorSampling(), state, seed: 1).values(at: points)
    let other = try function(PosteriorSampling(), state, seed: 2).values(at: points)
    #expect(one != other)
  }

  // MARK: - Contenders

  @Test func onlyPointsWithAChanceAreContenders() throws {
    let process = ProcessSum(
      try GaussianProcess(
        kernel: SampleSearch.kernel, noiseVariance: 0.01,
        inputs: Matrix([[0.1, 0.1], [0.9, 0.9], [0.1, 0.1], [0.5, 0.5]]),
        targets: [0, 5, 0.1, 0.2]))
    #expect(process.contenders(atMost: 9) == Matrix([[0.1, 0.1], [0.5, 0.5]]))
    #expect(process.contenders(atMost: 1) == Matrix([[0.1, 0.1]]))
  }
}
