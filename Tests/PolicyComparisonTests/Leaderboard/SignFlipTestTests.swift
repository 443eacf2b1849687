import GSLNumerics
import PolicyComparison
import Testing

@Suite struct SignFlipTestTests {
  private func probability(_ differences: [Double]) -> Double {
    SignFlipTest(differences, using: RandomStream(seed: 5)).probability
  }

  /// Only the observed signs and their opposites are as extreme: 2 of 32.
  @Test func fiveSeedsThatAgreeGiveOneInSixteen() {
    #expect(probability([0.01, 0.02, 0.015, 0.012, 0.02]) == 2 / 32.0)
    #expect(probability([-1, -1, -1, -1, -1]) == 2 / 32.0)
  }

  @Test func noDifferenceIsNoEvidence() {
    #expect(probability([0, 0, 0]) == 1)
    #expect(probability([0.4]) == 1)
  }

  /// Of the eight sums ±1 ±2 ±4, those at least as far from zero as 1 − 2 + 4 = 3 are ±7, ±5 and ±3.
  @Test func whatCanBeCountedByHandIsCounted() {
    #expect(probability([1, -2, 4]) == 6 / 8.0)
    #expect(probability([1, 2, 4]) == 2 / 8.0)
    #expect(probability([-1, 2, 4]) == 4 / 8.0)
  }

  /// Equal differences tie: those with at most one other sign are as extreme, 2 (1 + 6) of 64.
  @Test func roundingHidesNoTie() {
    #expect(probability([0.1, 0.1, 0.1, 0.1, 0.1, -0.1]) == 14 / 64.0)
    #expect(probability([0.3, -0.3, 0.3, 0.3, 0.3, 0.3]) == 14 / 64.0)
  }

  /// The sign test on twenty equal differences of which five are negative: `2 * binom.cdf(5, 20, 0.5)` = 0.0414.
  @Test func manySeedsAreDrawnFor() {
    let differences = (0..<20).map { $0 < 5 ? -1.0 : 1 }
    #expect(abs(probability(differences) - 0.0414) < 0.008)
    #expect(probability(differences) == probability(differences))
    // None of ten thousand draws is as extreme; the observed assignment is counted.
    #expect(probability(Array(repeating: 1, count: 40)) == 1 / 10_001.0)
  }

  /// Under symmetry the p-value is at most 0.1 with a probability of at most 0.1; a wrong count of half the
  /// assignments would double it.
  @Test func theTestKeepsItsLevel() {
    let streams = RandomStreams(seed: 2)
    let rejected = (0..<1_000).count { sample in
      let stream = streams.stream("sample", sample)
      return probability((0..<8).map { _ in stream.normal() }) <= 0.1
    }
    // The largest attainable level is 24/256, so about 94 of a thousand; 37 is four standard deviations.
    #expect((57...131).contains(rejected))
  }
}
