import GSLNumerics
import Testing

@testable import BayesianOptimization

@Suite struct KeptFitTests {
  private let space = BoxSpace([0...1, 0...1])

  private func value(_ point: [Double]) -> Double {
    (point[0] - 0.3) * (point[0] - 0.3) + (point[1] - 0.6) * (point[1] - 0.6)
  }

  /// An optimiser that was told a number of points.
  private func optimizer(told count: Int) throws -> BayesianOptimizer {
    var settings = OptimizerSettings.standard(for: space, isNoisy: true)
    (settings.randomCandidates, settings.starts) = (100, 2)
    var optimizer = BayesianOptimizer(space: space, settings: settings, seed: 1)
    let points = RandomStreams(seed: 2).stream("points")
    for _ in 0..<count {
      let point = space.sample(using: points)
      try optimizer.tell(point: point, objective: value(point))
    }
    return optimizer
  }

  @Test func aFitOfManyObservationsIsKeptUntilTheyHaveGrownByAFiftieth() throws {
    var optimizer = try optimizer(told: 99)
    var fits: [Int?] = []
    for _ in 0..<7 {
      let suggestion = try optimizer.ask()
      fits.append(optimizer.memory?.fit?.observations)
      try optimizer.tell(suggestion, objective: value(suggestion.point))
    }
    #expect(fits == [nil, nil, 101, 101, 101, 104, 104])
  }

  @Test func aRestoredOptimiserKeepsTheSameFit() throws {
    var first = try optimizer(told: 101)
    var second = try optimizer(told: 101)
    for _ in 0..<3 {
      let suggestion = try first.ask()
      second.restore(suggestion, memory: first.memory)
      try first.tell(suggestion, objective: value(suggestion.point))
      try second.tell(suggestion, objective: value(suggestion.point))
    }
    #expect(try first.ask() == second.ask())
    #expect(first.memory == second.memory && first.memory?.fit?.observations == 104)
  }

  /// Journals can be edited.
  @Test func aFitOfAnotherModelIsNotKept() throws {
    var optimizer = try optimizer(told: 101)
    let suggestion = try optimizer.ask()
    let memory = try #require(optimizer.memory)
    let fit = try #require(memory.fit)
    for other in [
      SearchMemory.Fit(view: 99, values: fit.values, observations: 101),
      SearchMemory.Fit(view: fit.view, values: [1], observations: 101),
      SearchMemory.Fit(view: fit.view, values: fit.values, observations: 500),
    ] {
      var restored = try self.optimizer(told: 101)
      var memory = memory
      memory.fit = other
      restored.restore(suggestion, memory: memory)
      try restored.tell(suggestion, objective: value(suggestion.point))
      _ = try restored.ask()
      #expect(restored.memory?.fit?.observations == 102)
    }
  }
}
