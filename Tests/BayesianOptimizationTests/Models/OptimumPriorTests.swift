import GSLNumerics
import NumericalChecks
import Testing

@testable import BayesianOptimization

/// Priors of the optimum.
@Suite struct OptimumPriorTests {
  // MARK: - Densities

  @Test func theDirichletsModeIsTheMixture() {
    for mixture in [[0.2, 0.3, 0.5], [1, 0, 0], [0.5, 0.5, 0]] {
      let prior = DirichletPrior(mixture: mixture)
      let stream = RandomStream(seed: 5)
      for _ in 0..<200 {
        let other = SimplexSpace(count: 3).sample(using: stream)
        #expect(prior.logDensity(at: other) < prior.logDensity(at: mixture))
      }
      #expect(prior.logDensity(at: [0, 1, 0]).isFinite)
    }
  }

  @Test func onlyTheRatiosOfTheMixtureCount() {
    let one = DirichletPrior(mixture: [1, 2, 5], concentration: 4)
    #expect(one == DirichletPrior(mixture: [0.125, 0.25, 0.625], concentration: 4))
    #expect(isClose(one.logDensity(at: [0, 3, 5]), one.logDensity(at: [0, 0.375, 0.625])))
  }

  // MARK: - In the search

  @Test func theFactorFadesAsTrialsAreTold() {
    let prior = FadingPrior(DirichletPrior(mixture: [1, 3]), strength: 6)
    let density = prior.prior.logDensity(at: [0.5, 0.5])
    #expect(isClose(prior.logFactor(at: [0.5, 0.5], trials: 3), 2 * density))
    #expect(isClose(prior.logFactor(at: [0.5, 0.5], trials: 60), 0.1 * density))
  }

  @Test(
    arguments: [SimplexSpace(count: 3), BoxSpace([0...1, -2...2, 3...9])] as [any SearchSpace])
  func theGradientOfTheWeightedAcquisitionIsThatOfDifferencesInTheSpace(space: any SearchSpace)
    throws
  {
    let stream = RandomStream(seed: 6)
    let inputs = Matrix((0..<9).map { _ in space.features(of: space.sample(using: stream)) })
    let process = try GaussianProcessSample.process(inputs)
    let state = SearchState(process: process, best: -0.3)
    let weighted = try [LogExpectedImprovement(), ExpectedImprovement(), LowerConfidenceBound()]
      .map { (acquisition: any Acquisition) in
        WeightedAcquisition(
          space: space, function: try acquisition.function(for: state, using: stream),
          feasibility: try FeasibilityModel(
            successes: inputs, failures: Matrix([space.features(of: space.sample(using: stream))])),
          logFactor: { $0[0] - 3 * $0[1] * $0[2] }, unit: 0.7)
      }
    for acquisition in weighted {
      for _ in 0..<5 {
        let coordinates = space.coordinates(of: space.sample(using: stream))
        let gradient = acquisition.value(at: coordinates).gradient
        // Along the space: both ends of a difference are projected.
        #expect(
          isGradient(gradient, at: coordinates, relative: 1e-4, absolute: 1e-5) {
            acquisition.value(at: space.projected($0)).value
          })
        let point = space.point(at: coordinates)
        #expect(
          isClose(
            acquisition.values(of: [point])[0], acquisition.value(at: coordinates).value,
            relative: 1e-6,
            absolute: 1e-6))
      }
    }
  }

  @Test func aGoodPriorFindsTheOptimumSooner() throws {
    let mixture = [0.05, 0.6, 0, 0.3, 0.05, 0]
    func regret(_ prior: FadingPrior?) throws -> Double {
      var total = 0.0
      for seed in 0..<UInt64(4) {
        var search = BayesianOptimizer(
          space: SimplexSpace(count: 6),
          settings: OptimizerSettings(initialPoints: 4, prior: prior))
        let streams = RandomStreams(seed: seed)
        var best = Double.infinity
        for trial in 0..<8 {
          let candidate = try search.ask(using: streams.stream("ask", trial))
          let value = zip(candidate.point, mixture).reduce(0) {
            $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
          }
          best = min(best, value)
          try search.tell(candidate, objective: value)
        }
        total += best
      }
      return total
    }
    let prior = FadingPrior(DirichletPrior(mixture: mixture, concentration: 20), strength: 5)
    #expect(try regret(prior) < 0.5 * regret(nil))
  }

  @Test func aPriorDrawsPartialTrialsToItsMode() throws {
    let mixture = [0, 0.2, 0.8]
    func distance(_ prior: FadingPrior?) throws -> Double {
      var search = MultiFidelityOptimizer(
        space: SimplexSpace(count: 3),
        settings: MultiFidelitySettings(rungs: [3, 4], budget: 40, initialPoints: 4),
        prior: prior)
      let streams = RandomStreams(seed: 8)
      var number = 0
      while let step = try search.ask(using: streams.stream("ask", number)) {
        number += 1
        // Nothing to choose by, but for noise.
        try search.tell(step, objective: streams.stream("noise", number).normal())
      }
      let advised = search.trials.filter { $0.origin == .model }
      #expect(advised.count > 3)
      return advised.reduce(0) { sum, trial in
        sum + zip(trial.point, mixture).reduce(0) { $0 + abs($1.0 - $1.1) }
      } / Double(advised.count)
    }
    let prior = FadingPrior(DirichletPrior(mixture: mixture, concentration: 20), strength: 20)
    #expect(try distance(prior) < 0.6 * distance(nil))
  }
}
