import BayesianOptimization
import GSLNumerics
import Testing

@Suite struct OutputLimitTests {
  /// The objective wants the second weight, which the output forbids beyond a share of about 0.3.
  private func searched(
    limits: [OutputLimit], trials: Int = 20
  ) throws -> (point: [Double], tried: [[Double]]) {
    let noise = RandomStreams(seed: 3).stream("noise")
    var settings = OptimizerSettings(initialPoints: 6)
    settings.limits = limits
    settings.warmStarts = [WarmStart([1, 0, 0], name: "alone")]
    var optimizer = BayesianOptimizer(space: SimplexSpace(count: 3), settings: settings, seed: 2)
    for _ in 0..<trials {
      let suggestion = try optimizer.ask()
      let x = suggestion.point
      let objective = (x[1] - 0.8) * (x[1] - 0.8) + 0.3 * x[2] + 0.01 * noise.normal()
      let output = x[1] * x[1] + 0.005 * noise.normal()
      try optimizer.tell(
        suggestion, objective: objective, outputs: limits.isEmpty ? nil : limits.map { _ in output }
      )
    }
    return (try optimizer.recommend(), optimizer.observations.map(\.point))
  }

  @Test func theRecommendationKeepsALimitThatTheOptimumBreaks() throws {
    let free = try searched(limits: [])
    #expect(free.point[1] > 0.7, "\(free.point)")
    let kept = try searched(limits: [OutputLimit(reference: [1, 0, 0], increase: 0.09)])
    #expect((0.2...0.31).contains(kept.point[1]), "\(kept.point)")
    #expect(kept.point[2] < 0.2)
  }

  @Test func trialsKeepToWhereTheLimitMayHold() throws {
    let kept = try searched(limits: [OutputLimit(reference: [1, 0, 0], increase: 0.09)])
    let free = try searched(limits: [])
    func broken(_ points: [[Double]]) -> Int { points.dropFirst(7).count { $0[1] > 0.45 } }
    #expect(broken(kept.tried) <= 3 && broken(free.tried) >= 8)
  }

  @Test func aLimitThatNothingKeepsGivesThePointThatProbablyDoes() throws {
    let point = try searched(
      limits: [OutputLimit(reference: [1, 0, 0], increase: -1)], trials: 12
    ).point
    #expect(point[1] < 0.2, "\(point)")
  }

  @Test func outputsAreNotNeededForEveryTrial() throws {
    var settings = OptimizerSettings(initialPoints: 2)
    settings.limits = [OutputLimit(reference: [1, 0], increase: 0.1)]
    var optimizer = BayesianOptimizer(space: SimplexSpace(count: 2), settings: settings, seed: 1)
    try optimizer.tell(point: [0.5, 0.5], objective: 1)
    try optimizer.tell(point: [0.2, 0.8], objective: 0.5)
    _ = try optimizer.ask()
    try optimizer.tell(point: [1, 0], objective: 2, outputs: [0])
    try optimizer.tell(point: [0, 1], objective: 0, outputs: [1])
    _ = try optimizer.ask()
    #expect(try optimizer.recommend()[1] < 0.9)
  }
}
