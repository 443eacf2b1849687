import GSLNumerics
import NumericalChecks
import Testing

@Suite struct RankCorrelationTests {
  /// Ranks by hand.
  @Test func equalValuesHaveTheirMeanRank() {
    let correlation = rankCorrelation([1, 2, 2, 4, 5], [3, 1, 4, 4, 9])
    // The ranks 0, 1.5, 1.5, 3, 4 and 1, 0, 2.5, 2.5, 4: products 7.25 of squares 9.5 and 9.5.
    #expect(isClose(correlation, 7.25 / 9.5))
  }

  @Test func theOrderAloneCounts() {
    #expect(isClose(rankCorrelation([1, 2, 3], [10, 1_000, 1_000_000]), 1))
    #expect(isClose(rankCorrelation([1, 2, 3], [3, 2, 1]), -1))
    #expect(rankCorrelation([1, 1, 1], [3, 2, 1]) == 0)
  }
}
