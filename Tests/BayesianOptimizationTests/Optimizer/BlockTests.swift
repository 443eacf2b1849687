import BayesianOptimization
import GSLNumerics
import Testing

/// Trials in blocks, each with a shift of the objective that is far larger than its differences.
@Suite struct BlockTests {
  private func miss(shifts: [Double], toldBlocks: Bool) throws -> Double {
    var misses: [Double] = []
    for seed in 0..<6 as Range<UInt64> {
      var optimizer = BayesianOptimizer(
        space: SimplexSpace(count: 2),
        settings: OptimizerSettings(initialPoints: 6, randomCandidates: 100, starts: 3), seed: seed)
      let noise = RandomStreams(seed: seed).stream("noise")
      for trial in 0..<18 {
        let suggestion = try optimizer.ask()
        let block = trial % shifts.count
        let away = suggestion.point[0] - 0.3
        let objective = away * away + shifts[block] + noise.normal(standardDeviation: 0.005)
        try optimizer.tell(suggestion, objective: objective, block: toldBlocks ? block : nil)
      }
      misses.append(abs(try optimizer.recommend()[0] - 0.3))
    }
    return SampleStatistics(misses).mean
  }

  @Test func theModelRemovesTheShiftsOfBlocks() throws {
    let without = try miss(shifts: [0, 0, 0], toldBlocks: false)
    let removed = try miss(shifts: [0, 1, -0.5], toldBlocks: true)
    let ignored = try miss(shifts: [0, 1, -0.5], toldBlocks: false)
    #expect(removed < without + 0.05, "\(removed), \(without)")
    #expect(removed < ignored / 2, "\(removed), \(ignored)")
  }
}
