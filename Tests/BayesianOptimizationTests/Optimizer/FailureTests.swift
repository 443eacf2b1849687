import GSLNumerics
import NumericalChecks
import Testing

@testable import BayesianOptimization

/// Searches with failing trials.
@Suite struct FailureTests {
  private func run(
    _ search: inout BayesianOptimizer, trials: Int, seed: UInt64 = 1,
    _ objective: ([Double]) -> Double?
  ) throws -> [[Double]] {
    let streams = RandomStreams(seed: seed)
    return try (0..<trials).map { trial in
      let candidate = try search.ask(using: streams.stream("ask", trial))
      try search.tell(candidate, objective: objective(candidate.point))
      return candidate.point
    }
  }

  // MARK: - The model

  @Test func aFailureRepelsItsNeighbourhoodAndNotTheSpace() throws {
    let model = try FeasibilityModel(
      successes: Matrix([[0.1, 0.1], [0.9, 0.2], [0.5, 0.5], [0.1, 0.9]]),
      failures: Matrix([[0.8, 0.8]]))
    #expect(model.probability(at: [0.8, 0.8]) < 0.5)
    #expect(model.probability(at: [0.85, 0.8]) < 0.55)
    #expect(model.probability(at: [0.15, 0.15]) > 0.95)
    #expect(model.probability(at: [0.2, 0.6]) > 0.7)
  }

  @Test func aSuccessNextToAFailureHalvesTheDoubt() throws {
    let failures = Matrix([[0.5]])
    let alone = try FeasibilityModel(successes: Matrix([[0.1], [0.9]]), failures: failures)
    let besides = try FeasibilityModel(
      successes: Matrix([[0.1], [0.9], [0.55]]), failures: failures)
    #expect(besides.probability(at: [0.6]) > alone.probability(at: [0.6]))
    #expect(besides.probability(at: [0.45]) < besides.probability(at: [0.55]))
  }

  @Test func theGradientIsThatOfDifferences() throws {
    let model = try FeasibilityModel(
      successes: SampleSearch.points(8, seed: 1), failures: SampleSearch.points(4, seed: 2))
    for point in [[0.2, 0.7], [0.5, 0.5], [0.9, 0.1]] {
      #expect(
        isGradient(model.logProbability(at: point).gradient, at: point) {
          model.logProbability(at: $0).value
        })
    }
  }

  @Test func manyTrialsAreNoTrouble() throws {
    let successes = Matrix((0..<300).map { [Double($0) / 300 * 0.5] })
    let failures = Matrix((0..<300).map { [0.5 + Double($0) / 300 * 0.5] })
    let model = try FeasibilityModel(successes: successes, failures: failures)
    #expect(model.probability(at: [0.3]) > 0.9)
    #expect(model.probability(at: [0.95]) < 0.1)
  }

  // MARK: - The search

  @Test func aRegionOfFailuresIsAvoided() throws {
    var search = BayesianOptimizer(
      space: BoxSpace([0...1]), settings: OptimizerSettings(initialPoints: 5))
    // The lower the better towards 1, but beyond 0.7 every trial fails.
    let points = try run(&search, trials: 25) { $0[0] > 0.7 ? nil : -$0[0] }
    #expect(points.suffix(10).count { $0[0] > 0.75 } <= 3)
    let best = try search.recommend()
    #expect(best[0] > 0.6 && best[0] < 0.72)
  }

  @Test func oneFailureByChanceDoesNotHideTheOptimum() throws {
    var search = BayesianOptimizer(
      space: BoxSpace([0...1, 0...1]), settings: OptimizerSettings(initialPoints: 6))
    try search.tell(point: [0.3, 0.6], objective: nil)
    _ = try run(&search, trials: 25) { point in
      let (x, y) = (point[0] - 0.32, point[1] - 0.6)
      return x * x + y * y
    }
    let best = try search.recommend()
    #expect(isClose(best, [0.32, 0.6], relative: 0, absolute: 0.05))
  }

  @Test(arguments: [
    OptimizerSettings.Strategy.acquisition(LowerConfidenceBound()), .hedge(GPHedge()),
    .acquisition(PosteriorSampling()), .acquisition(NoisyLogExpectedImprovement()),
    .acquisition(MaxValueEntropy()),
  ])
  func everyStrategyKeepsAwayFromFailures(strategy: OptimizerSettings.Strategy) throws {
    var search = BayesianOptimizer(
      space: BoxSpace([0...1]), settings: OptimizerSettings(initialPoints: 5, strategy: strategy))
    let points = try run(&search, trials: 25) { $0[0] > 0.7 ? nil : -$0[0] }
    // Without a model of failures all trials would be there, where the objective falls.
    #expect(points.suffix(10).count { $0[0] > 0.75 } <= 6)
  }

  @Test func theModelOfTheObjectiveKnowsNothingOfFailures() throws {
    var search = BayesianOptimizer(space: BoxSpace([0...1]))
    for x in [0, 0.1, 0.2, 0.3, 0.4, 0.5] { try search.tell(point: [x], objective: 2 - x) }
    let before = try search.prediction(at: [1])
    try search.tell(point: [1], objective: nil)
    #expect(try search.prediction(at: [1]) == before)
  }
}
