import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

/// The optimiser against random search with as many trials, over seeds, by a one-sided sign test.
@Suite struct ComparisonTests {
  private func optimized(
    _ space: any SearchSpace, _ settings: OptimizerSettings, trials: Int, seed: UInt64,
    _ objective: ([Double], RandomStream) -> Double
  ) throws -> [Double] {
    let streams = RandomStreams(seed: seed)
    var search = BayesianOptimizer(space: space, settings: settings)
    for trial in 0..<trials {
      let candidate = try search.ask(using: streams.stream("ask", trial))
      let noise = streams.stream("noise", trial)
      try search.tell(candidate, objective: objective(candidate.point, noise))
    }
    return try search.recommend()
  }

  private func sampled(
    _ space: any SearchSpace, trials: Int, seed: UInt64,
    _ objective: ([Double], RandomStream) -> Double
  ) -> [Double] {
    let streams = RandomStreams(seed: seed)
    let stream = streams.stream("random")
    let points = (0..<trials).map { _ in space.sample(using: stream) }
    let values = points.enumerated().map { objective($1, streams.stream("noise", $0)) }
    return points[values.indices.min { values[$0] < values[$1] } ?? 0]
  }

  private func wins(
    _ space: any SearchSpace, _ settings: OptimizerSettings = OptimizerSettings(), trials: Int,
    seeds: Int, _ objective: ([Double], RandomStream) -> Double, truth: ([Double]) -> Double
  ) throws -> Int {
    try (0..<seeds).count { seed in
      let ours = try optimized(space, settings, trials: trials, seed: UInt64(seed), objective)
      let random = sampled(space, trials: trials, seed: UInt64(seed), objective)
      return truth(ours) < truth(random)
    }
  }

  /// Branin's function; its least value is 0.397887 at three points.
  private func branin(_ point: [Double]) -> Double {
    let (x, y) = (point[0], point[1])
    let valley = y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6
    return valley * valley + 10 * (1 - 1 / (8 * .pi)) * cosine(x) + 10
  }

  private func cosine(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in stride(from: 1.0, to: 60, by: 2) {
      term *= -x * x / (k * (k + 1))
      sum += term
    }
    return sum
  }

  /// Of a mixture: diminishing returns of each task, the last one harmful.
  private func loss(_ weights: [Double]) -> Double {
    let gains = [1.0, 0.8, 0.3, -0.6]
    return -zip(weights, gains).reduce(0) { $0 + $1.1 * ($1.0 / ($1.0 + 0.2)) }
  }

  @Test func braninIsSolvedFarBetterThanAtRandom() throws {
    let space = BoxSpace([-5...10, 0...15])
    let seeds = 10
    var regrets: [Double] = []
    let wins = try (0..<UInt64(seeds)).count { seed in
      let ours = try optimized(space, OptimizerSettings(), trials: 30, seed: seed) { point, _ in
        branin(point)
      }
      let random = sampled(space, trials: 30, seed: seed) { point, _ in branin(point) }
      regrets.append(branin(ours) - 0.397887)
      return branin(ours) < branin(random)
    }
    #expect(binomialTail(successes: wins, trials: seeds, probability: 0.5) < 0.05)
    #expect(regrets.sorted()[seeds / 2] < 0.01)
  }

  @Test func mixturesAreFoundBetterThanAtRandomUnderNoise() throws {
    let seeds = 16
    let wins = try wins(SimplexSpace(count: 4), trials: 25, seeds: seeds) { point, noise in
      loss(point) + noise.normal(standardDeviation: 0.05)
    } truth: {
      loss($0)
    }
    #expect(binomialTail(successes: wins, trials: seeds, probability: 0.5) < 0.05)
  }

  @Test func thePapersSettingsBeatRandomRatios() throws {
    let space = IntegerRatioSpace.paper(tasks: 4)
    let seeds = 16
    func loss(_ ratio: [Double]) -> Double {
      let total = ratio.reduce(0, +)
      return self.loss(ratio.map { $0 / total })
    }
    let wins = try wins(space, .paper(for: space), trials: 30, seeds: seeds) { point, _ in
      loss(point)
    } truth: {
      loss($0)
    }
    #expect(binomialTail(successes: wins, trials: seeds, probability: 0.5) < 0.05)
  }
}
