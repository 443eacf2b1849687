import GSLNumerics
import Multitask
import NumericalChecks
import PolicyComparison
import Testing

@Suite struct PairedDifferencesTests {
  /// A policy and the reference over three and over five seeds.
  private static let three = [0.70 - 0.72, 0.71 - 0.72, 0.72 - 0.73]
  private static let five = three + [0.715 - 0.72, 0.70 - 0.702]

  private func tested(_ candidates: [[Double]]) -> [PairedDifferences.Difference] {
    PairedDifferences(of: candidates.compactMap { ScoreEstimate($0) }).differences
  }

  /// `scipy.stats.ttest_rel(…).pvalue` and `.confidence_interval()`; the sign-flip test has 2/8 and 2/32.
  @Test(arguments: [
    (three, 0.05719, -0.0277, 0.0010, 0.25), (five, 0.03720, -0.0179, -0.0009, 0.0625),
  ])
  func pValuesAndIntervalsAreThoseOfThePairedTest(
    differences: [Double], probability: Double, lower: Double, upper: Double, signFlip: Double
  ) throws {
    let difference = tested([differences])[0]
    #expect(abs(try #require(difference.probability) - probability) < 5e-6)
    let interval = try #require(difference.interval)
    #expect(abs(interval.lowerBound - lower) < 5e-5 && abs(interval.upperBound - upper) < 5e-5)
    #expect(difference.signFlipProbability == signFlip)
  }

  /// Without any spread nothing says how certain the difference is.
  @Test(arguments: [0, -0.5]) func pairsThatDoNotVaryAreNotTested(value: Double) {
    let difference = tested([[value, value, value]])[0]
    #expect(difference.mean == value && difference.pairs == 3)
    #expect(difference.interval == nil && difference.probability == nil)
  }

  @Test func onePairIsNotTested() {
    let difference = tested([[0.3]])[0]
    #expect(difference.interval == nil && difference.probability == nil)
  }

  /// Holm multiplies the smallest of three by three, the next by two, the last by one, never below the one
  /// before; a candidate without a test does not count.
  @Test func manyCandidatesAreCorrectedFor() throws {
    let (clear, weak, none): ([Double], [Double], [Double]) = (
      [1, 1.1, 0.9, 1], [0.1, 0.5, 0.2, -0.1], [0.3, -0.3, 0.2, -0.1]
    )
    let alone = try [clear, weak, none].map {
      try #require(tested([$0])[0].probability)
    }
    let compared = tested([weak, [2], none, clear])
    #expect(compared[1].probability == nil)
    let corrected = compared.compactMap(\.probability)
    #expect(isClose(corrected[2], 3 * alone[0]) && isClose(corrected[0], 2 * alone[1]))
    #expect(isClose(corrected[1], alone[2]))
  }

  /// Also for the candidates after the first that does not differ, at which Holm stops.
  @Test func anIntervalExcludesZeroWhereThePValueIsBelowTheLevel() throws {
    let streams = RandomStreams(seed: 3)
    var told = 0
    for table in 0..<200 {
      let normal = streams.stream("table", table)
      let candidates = (0..<6).map { _ in
        let effect = 2 * normal.normal()
        return (0..<4).map { _ in effect + normal.normal() }
      }
      for difference in tested(candidates) {
        let differs = try #require(difference.probability) < 0.05
        #expect(try !#require(difference.interval).contains(0) == differs)
        told += differs ? 1 : 0
      }
    }
    #expect(told > 50)
  }

  /// Of 2,000 tables of 34 policies that are all equal, at most 5 % tell one from the reference; 130 is 3 standard
  /// deviations above.
  @Test func whereAllAreEqualFewTablesTellAnyApart() {
    let streams = RandomStreams(seed: 5)
    let wrong = (0..<2_000).count { table in
      let normal = streams.stream("table", table)
      let scores = (0..<34).map { _ in (0..<3).map { _ in normal.normal() } }
      let differences = scores.dropFirst().map { zip($0, scores[0]).map { $0 - $1 } }
      return tested(differences)
        .contains { $0.probability.map { $0 < 0.05 } == true }
    }
    #expect((40...130).contains(wrong))
  }

  /// Three seeds agree that a candidate is right about two more of ten examples, which says little of other examples.
  @Test func examplesJoinTheSeeds() throws {
    let gains: [Double] = [0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    let values = [0.2, 0.2, 0.2 + 1e-9]
    let estimate = try #require(ScoreEstimate(values, examples: [gains, gains, gains]))
    let difference = PairedDifferences(of: [estimate]).differences[0]
    #expect(difference.examples == 10 && difference.pairs == 3)
    #expect(try #require(difference.interval).contains(0))
    let overSeeds = tested([values])[0]
    #expect(try #require(overSeeds.probability) < 1e-9)
    #expect(try #require(difference.probability) > 0.05)
  }
}
