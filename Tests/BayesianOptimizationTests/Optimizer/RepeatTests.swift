import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

/// The repetition of points at the end of a noisy search.
@Suite struct RepeatTests {
  private func points(repeats: Int, budget: Int?) throws -> [[Double]] {
    var search = BayesianOptimizer(
      space: BoxSpace([0...1, 0...1]),
      settings: OptimizerSettings(initialPoints: 6, repeats: repeats, budget: budget))
    let streams = RandomStreams(seed: 3)
    let noise = streams.stream("noise")
    return try (0..<20).map { trial in
      let candidate = try search.ask(using: streams.stream("ask", trial))
      let (x, y) = (candidate.point[0] - 0.3, candidate.point[1] - 0.6)
      try search.tell(
        candidate, objective: x * x + y * y + noise.normal(standardDeviation: 0.1))
      return candidate.point
    }
  }

  /// The first of them may be at the recommended point, which need not have been tried.
  @Test func theLastTrialsAreAtPointsTriedAndGoodOnes() throws {
    let points = try points(repeats: 6, budget: 20)
    let repeated = (15..<20).count { points[..<$0].contains(points[$0]) }
    #expect(repeated >= 3)
    for point in points.suffix(6) {
      #expect(abs(point[0] - 0.3) < 0.4 && abs(point[1] - 0.6) < 0.4)
    }
    let searching = points.prefix(14)
    #expect((1..<14).allSatisfy { !searching[..<$0].contains(searching[$0]) })
  }

  @Test(arguments: [(0, Int?.some(20)), (6, nil)])
  func withoutRepeatsOrABudgetNoneIsRepeated(repeats: Int, budget: Int?) throws {
    let points = try points(repeats: repeats, budget: budget)
    #expect((1..<20).allSatisfy { !points[..<$0].contains(points[$0]) })
  }
}
