import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct ObjectiveModelTests {
  private let mixtures = SimplexSpace(count: 10)

  /// A search that was told noisy losses of random mixtures.
  private func search(_ trials: Int, seed: UInt64) throws -> BayesianOptimizer {
    let stream = RandomStream(seed: seed)
    var search = BayesianOptimizer(
      space: mixtures, settings: .standard(for: mixtures, isNoisy: true))
    for _ in 0..<trials {
      let point = mixtures.sample(using: stream)
      let loss = point.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element.squareRoot() }
      try search.tell(point: point, objective: loss + stream.normal(standardDeviation: 0.5))
    }
    return search
  }

  @Test func predictionsAverageOverViewsThatAreNearlyAsLikely() throws {
    let search = try search(20, seed: 1)
    let model = try search.model()
    #expect(model.views.count > 1)
    #expect(isClose(model.views.reduce(0) { $0 + $1.probability }, 1))
    #expect(model.views[0].probability >= model.views[1].probability)
    let point = mixtures.sample(using: RandomStream(seed: 2))
    let mean = model.views.reduce(0) { sum, view in
      let prediction = view.fitted[0].process.prediction(at: view.encoding.features(of: point))
      return sum + view.probability * prediction.mean
    }
    #expect(isClose(try search.prediction(at: point).mean, mean))
  }

  @Test func anUntriedPointIsRecommendedOnlyIfItsUpperBoundIsTheLeast() throws {
    var untried = 0
    for seed in 0..<UInt64(12) {
      let search = try search(12, seed: seed)
      let recommendation = try search.recommendation()
      let tried = search.observations.map(\.point)
      let bounds = try search.predictions(at: tried).map { $0.mean + $0.standardDeviation }
      let bound =
        recommendation.prediction.mean + recommendation.prediction.standardDeviation
      #expect(bounds.allSatisfy { bound <= $0 + 1e-9 })
      if !tried.contains(recommendation.point) { untried += 1 }
    }
    #expect(untried > 6)
  }

  @Test func theModelOfManyTrialsIsOfAThousandWithTheBestAmongThem() throws {
    let space = BoxSpace([0...1])
    var search = BayesianOptimizer(space: space, settings: .standard(for: space, isNoisy: true))
    for index in 0..<1_500 {
      let x = Double(index) / 1_500
      try search.tell(point: [x], objective: (x - 0.3) * (x - 0.3))
    }
    let process = try search.model().likeliest.fitted[0].process
    #expect(process.targets.count == 1_000)
    #expect(process.targets.min() == 0)
    #expect(isClose(try search.recommend()[0], 0.3, absolute: 0.01))
    #expect(space.contains(try search.ask().point))
  }

  @Test func equalObjectivesAreFollowedByPointsThatFillTheSpace() throws {
    var search = BayesianOptimizer(
      space: mixtures, settings: .standard(for: mixtures, budget: 40, isNoisy: true))
    var points: [[Double]] = []
    for _ in 0..<30 {
      let suggestion = try search.ask()
      try search.tell(suggestion, objective: 1)
      points.append(suggestion.point)
    }
    for (index, point) in points.enumerated() {
      let nearest = points[..<index].map { other in
        zip(point, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
      }.min()
      #expect(nearest ?? 1 > 0.02)
    }
  }

  /// The decimal logarithm of the regret after twenty noisy trials of a bowl, one of them told as diverged.
  private func logRegret(seed: UInt64, diverged: Double?) throws -> Double {
    let space = BoxSpace([0...1, 0...1])
    var search = BayesianOptimizer(
      space: space, settings: .standard(for: space, budget: 20, isNoisy: true), seed: seed)
    let noise = RandomStream(seed: seed)
    func bowl(_ x: [Double]) -> Double {
      1.5 * ((x[0] - 0.3) * (x[0] - 0.3) + (x[1] - 0.6) * (x[1] - 0.6))
    }
    for trial in 0..<20 {
      let suggestion = try search.ask()
      let loss = 3.4 + bowl(suggestion.point) + noise.normal(standardDeviation: 0.01)
      try search.tell(suggestion, objective: trial == 8 ? diverged ?? loss : loss)
    }
    return log(max(bowl(try search.recommend()), 1e-6)) / log(10)
  }

  @Test(arguments: [10, 1e100])
  func oneDivergedTrialDoesNotSpoilANoisySearch(value: Double) throws {
    let regrets = try (0..<3).map { seed in
      (
        clean: try logRegret(seed: seed, diverged: nil),
        spoilt: try logRegret(seed: seed, diverged: value)
      )
    }
    let clean = regrets.map(\.clean).sorted()[1]
    let spoilt = regrets.map(\.spoilt).sorted()[1]
    #expect(clean < -2.5)
    #expect(spoilt < clean + 0.7)
  }
}
