import Bandits
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct RewardReservoirTests {
  private func reservoir(_ rewards: [Double], capacity: Int = 1000) -> RewardReservoir {
    var reservoir = RewardReservoir(capacity: capacity, seed: 4)
    for reward in rewards { reservoir.add(reward) }
    return reservoir
  }

  /// `np.percentile([3, 1, 4, 1, 5, 9, 2], [0, 20, 50, 80, 100])`.
  @Test func quantilesAreKnown() {
    let reservoir = reservoir([3, 1, 4, 1, 5, 9, 2])
    let quantiles = [0, 0.2, 0.5, 0.8, 1].map { reservoir.quantile($0) }
    #expect(isClose(quantiles, [1, 1.2, 3, 4.8, 9]))
  }

  /// Between the 20th and the 80th percentile of 0, 1 … 10, which are 2 and 8.
  @Test func rewardsAreScaledLinearlyBetweenTheQuantiles() {
    let reservoir = reservoir((0...10).map(Double.init))
    let scaled = [-100, 1.9, 2, 3.5, 5, 8, 8.1].map { reservoir.scaled($0) }
    #expect(isClose(scaled, [-1, -1, -1, -0.5, 0, 1, 1], absolute: 1e-12))
  }

  @Test func equalRewardsSayNothing() {
    let reservoir = reservoir([2, 2, 2])
    #expect(reservoir.scaled(2) == 0 && reservoir.scaled(1) == -1 && reservoir.scaled(3) == 1)
  }

  @Test func theSampleIsSortedAndNeverTooLarge() {
    let stream = RandomStream(seed: 1)
    let reservoir = reservoir((0..<500).map { _ in stream.normal() }, capacity: 20)
    #expect(reservoir.sample.count == 20 && reservoir.count == 500)
    #expect(reservoir.sample == reservoir.sample.sorted())
  }

  /// Every reward of a history is kept as often: of 40, ten each time, in 2,000 reservoirs.
  @Test func allRewardsAreKeptAsOften() {
    var counts = [Int](repeating: 0, count: 40)
    for seed in 0..<2000 {
      var reservoir = RewardReservoir(capacity: 10, seed: UInt64(seed))
      for reward in 0..<40 { reservoir.add(Double(reward)) }
      for reward in reservoir.sample { counts[Int(reward)] += 1 }
    }
    // Draws without replacement vary less than the test assumes, so it errs on the side of passing.
    #expect(chiSquare(counts, expected: Array(repeating: 500, count: 40)) > 1e-4)
  }
}
