import BayesianOptimization
import GSLNumerics
import Testing

@Suite struct RestrictedSpaceTests {
  private func capped(_ caps: [Double]) throws -> RestrictedSpace {
    RestrictedSpace(
      SimplexSpace(count: caps.count),
      to: try SimplexSpace(count: caps.count, floor: 0, caps: caps))
  }

  /// The mixture of most of the first weight is best, and out of reach.
  private func told(_ space: RestrictedSpace, _ settings: OptimizerSettings) throws
    -> BayesianOptimizer
  {
    var optimizer = BayesianOptimizer(space: space, settings: settings, seed: 3)
    let stream = RandomStream(seed: 4)
    for _ in 0..<24 {
      let point = space.whole.sample(using: stream)
      try optimizer.tell(point: point, objective: objective(point))
    }
    return optimizer
  }

  private func objective(_ point: [Double]) -> Double {
    (point[0] - 0.8) * (point[0] - 0.8) + 0.3 * (point[1] - 0.15) * (point[1] - 0.15)
  }

  @Test func aPartKeepsTheLawsOfSpaces() throws {
    checkSpaceConformance(try capped([0.5, 0.5, 1]))
    let box = BoxSpace([.logarithmic(10...1_000)])
    checkSpaceConformance(
      RestrictedSpace(
        ProductSpace(parts: [SimplexSpace(count: 3), box]),
        to: ProductSpace(parts: [SimplexSpace(count: 3), PointSpace([1_000], of: box)])))
  }

  @Test func pointsOutsideThePartMayBeToldAndAreNeverAdvised() throws {
    let space = try capped([0.4, 1, 1])
    var optimizer = try told(space, OptimizerSettings(initialPoints: 0))
    #expect(optimizer.observations.contains { !space.admits($0.point) })
    for suggestion in try optimizer.ask(atMost: 4) { #expect(space.admits(suggestion.point)) }
    let best = try optimizer.recommend()
    #expect(space.admits(best))
    let predicted = try optimizer.predictedBest().point
    #expect(space.admits(predicted))
    // The best within the cap is on it.
    #expect(abs(predicted[0] - 0.4) < 0.02 && abs(predicted[1] - 0.15) < 0.1, "\(predicted)")
  }

  /// Short runs tell about long ones.
  @Test func adviceIsForTheOnePointOfAPart() throws {
    let box = BoxSpace([.logarithmic(100...1_000)])
    let whole = ProductSpace(parts: [SimplexSpace(count: 3), box])
    let space = RestrictedSpace(
      whole, to: ProductSpace(parts: [SimplexSpace(count: 3), PointSpace([1_000], of: box)]))
    var optimizer = BayesianOptimizer(
      space: space, settings: .standard(for: space, isNoisy: true), seed: 3)
    let stream = RandomStream(seed: 4)
    for index in 0..<30 {
      let mixture = SimplexSpace(count: 3).sample(using: stream)
      let steps = index % 5 == 0 ? 1_000.0 : 100
      try optimizer.tell(
        point: mixture + [steps], objective: objective(mixture) - 0.2 * log(steps))
    }
    #expect(try optimizer.ask().point[3] == 1_000)
    let best = try optimizer.predictedBest().point
    #expect(best[3] == 1_000)
    #expect(abs(best[0] - 0.8) < 0.2, "\(best)")
  }

  @Test func aPriorPullsWhatIsPredictedBestTowardsItsMode() throws {
    let space = try capped([1, 1, 1])
    let optimizer = try told(space, OptimizerSettings(initialPoints: 0))
    let free = try optimizer.predictedBest().point
    let distances = try [0.1, 1, 1_000].map { concentration in
      let near = try optimizer.predictedBest(
        near: DirichletPrior(mixture: [1, 1, 1], concentration: concentration)
      ).point
      return abs(near[0] - 1.0 / 3)
    }
    #expect(abs(free[0] - 0.8) < 0.05, "\(free)")
    #expect(distances[0] > distances[1] && distances[1] > distances[2])
    #expect(distances[2] < 0.01)
  }
}
