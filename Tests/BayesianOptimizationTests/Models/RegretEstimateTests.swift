import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct RegretEstimateTests {
  /// In Python: `w = statistics.NormalDist().inv_cdf(.9)`, then
  /// `min(1 + .1 * w, 1.2 + .05 * w) - min(1 - .1 * w, 1.2 - .05 * w, 1.5 - .5 * w)`.
  @Test func theBoundIsTheDifferenceOfTheConfidenceBounds() {
    let estimate = RegretEstimate(
      tried: [Prediction(mean: 1, variance: 0.01), Prediction(mean: 1.2, variance: 0.0025)],
      untried: [Prediction(mean: 1.5, variance: 0.25)], noise: 0.2)
    #expect(isClose(estimate.regret, 0.2689309393267605))
    #expect(estimate.noise == 0.2 && !estimate.isWithinNoise)
  }

  @Test func theRegretIsNeverNegativeAndAnUntriedPointOnlyAddsToIt() {
    let tried = [Prediction(mean: 0, variance: 1e-12)]
    let alone = RegretEstimate(tried: tried, untried: [], noise: 0)
    let worse = RegretEstimate(
      tried: tried, untried: [Prediction(mean: 5, variance: 1e-12)], noise: 0)
    let better = RegretEstimate(
      tried: tried, untried: [Prediction(mean: -5, variance: 1e-12)], noise: 0)
    #expect(alone.regret >= 0 && alone.regret == worse.regret)
    #expect(isClose(better.regret, 5, absolute: 1e-4))
  }

  /// Asks and tells until the estimate says to stop, or for 40 trials.
  private func trials(
    untilWithinNoise objective: ([Double], RandomStream) -> Double
  ) throws -> Int {
    var search = BayesianOptimizer(
      space: BoxSpace([0...1, 0...1]), settings: OptimizerSettings(initialPoints: 8))
    let streams = RandomStreams(seed: 2)
    for trial in 0..<40 {
      let candidate = try search.ask(using: streams.stream("ask", trial))
      try search.tell(
        candidate, objective: objective(candidate.point, streams.stream("noise", trial)))
      guard trial >= 8, trial.isMultiple(of: 2) else { continue }
      if try search.regretEstimate(using: streams.stream("regret", trial)).isWithinNoise {
        return trial + 1
      }
    }
    return 40
  }

  @Test func aFlatNoisyFunctionIsStoppedEarly() throws {
    let count = try trials { _, stream in stream.normal(standardDeviation: 1) }
    #expect(count < 36, "after \(count) trials")
  }

  /// The best of the design is some tenths away, and noise a hundredth.
  @Test func aFunctionWithMuchToGainIsNotStoppedBeforeThatIsGained() throws {
    var least = Double.infinity
    let count = try trials { point, stream in
      let value =
        10 * ((point[0] - 0.8) * (point[0] - 0.8) + (point[1] - 0.1) * (point[1] - 0.1))
      least = min(least, value)
      return value + stream.normal(standardDeviation: 0.01)
    }
    #expect(count > 10)
    #expect(least < 0.02)
  }

  @Test func aMultiFidelitySearchIsJudgedByItsWholeTrials() throws {
    func estimate(noise: Double, slope: Double) throws -> RegretEstimate {
      let space = BoxSpace([0...1])
      var search = MultiFidelityOptimizer(
        space: space,
        settings: MultiFidelitySettings(
          rungs: [3, 4], budget: 60, initialPoints: 5, wholeTrials: 5))
      let streams = RandomStreams(seed: 3)
      var number = 0
      while let step = try search.ask(using: streams.stream("ask", number)) {
        let luck = streams.stream("luck", step.trial).normal(standardDeviation: noise)
        try search.tell(step, objective: slope * step.point[0] + 1 / Double(step.to) + luck)
        number += 1
      }
      return try search.regretEstimate(using: streams.stream("regret"))
    }
    let flat = try estimate(noise: 1, slope: 0)
    #expect(flat.noise > 0.3 && flat.noise < 3)
    let steep = try estimate(noise: 0.01, slope: 5)
    #expect(steep.noise < 0.5)
  }
}
