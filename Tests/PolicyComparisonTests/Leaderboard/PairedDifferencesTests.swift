import AutoSeM
import GSLNumerics
import PolicyComparison
import Testing

@Suite struct PairedDifferencesTests {
  private let stream = RandomStreams(seed: 3).stream("draws")

  @Test func equalScoresAreNotToldApart() {
    let compared = PairedDifferences(of: [[1, 2, 3]], to: [1, 2, 3], using: stream)
    let difference = compared.differences[0]
    #expect(difference.mean == 0 && difference.lower == 0 && difference.upper == 0)
    #expect(difference.probability == 1)
  }

  @Test func aDifferenceThatNeverChangesIsCertain() {
    let compared = PairedDifferences(of: [[0.5, 1.5, 2.5]], to: [1, 2, 3], using: stream)
    let difference = compared.differences[0]
    #expect(difference.mean == -0.5 && difference.lower == -0.5 && difference.upper == -0.5)
    #expect(difference.probability < 0.001)
  }

  /// What can be worked out by hand.
  ///
  /// The chance that all four draws are of the two positive seeds or their like can be counted: the mean
  /// of a resample is not above zero with probability P(k ≥ 3 of 4 draws are the negative seed), where
  /// one seed of four gives −3 and three give +1: k ≥ 1 gives 4 − 4k ≤ 0, so 1 − (3/4)⁴ = 0.684; not
  /// below zero with P(k ≤ 1) = (3/4)⁴ + 4 (1/4) (3/4)³ = 0.738. Twice the smaller, at most one: 1.
  /// With −1 in the place of −3: k ≥ 2 gives 4 − 2k ≤ 0, so P(k ≥ 2) = 0.262; twice that is 0.523.
  @Test func theShareOfDrawsIsTheOneThatCanBeCounted() {
    let even = PairedDifferences(of: [[-3, 1, 1, 1]], to: [0, 0, 0, 0], using: stream)
    #expect(even.differences[0].probability == 1)
    let uneven = PairedDifferences(of: [[-1, 1, 1, 1]], to: [0, 0, 0, 0], using: stream)
    #expect(abs(uneven.differences[0].probability - 0.523) < 0.02)
  }

  /// Holm multiplies the smallest of three by three, the next by two, the last by one, never below the
  /// one before; intervals widen likewise.
  @Test func manyCandidatesAreCorrectedFor() {
    let scores: [Double] = [-1, 1, 1, 1]
    let alone = PairedDifferences(of: [scores], to: [0, 0, 0, 0], using: stream).differences[0]
    let certain: [Double] = [1, 1, 1, 1]
    let compared = PairedDifferences(
      of: [scores, certain, [0, 0, 0, 0]], to: [0, 0, 0, 0], using: stream
    ).differences
    #expect(abs(compared[0].probability - min(2 * alone.probability, 1)) < 0.05)
    #expect(compared[1].probability < compared[0].probability)
    #expect(compared[2].probability == 1)
    #expect(compared[0].upper - compared[0].lower >= alone.upper - alone.lower)
  }

  /// Of 200 samples of 30 differences around 0.2, the 95 % interval holds 0.2 in about 190: a bootstrap of
  /// 30 is a little short; 176 is four standard deviations below 188.
  @Test func intervalsHoldTheTruthAsOftenAsTheySay() {
    let streams = RandomStreams(seed: 11)
    var held = 0
    for sample in 0..<200 {
      let normal = streams.stream("sample", sample)
      let scores = (0..<30).map { _ in 0.2 + normal.normal() }
      let difference = PairedDifferences(
        of: [scores], to: scores.map { _ in 0 }, draws: 1_000, using: normal
      ).differences[0]
      if difference.lower <= 0.2 && 0.2 <= difference.upper { held += 1 }
    }
    #expect(held >= 176 && held < 200)
  }
}
