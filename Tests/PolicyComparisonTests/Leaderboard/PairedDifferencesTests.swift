import GSLNumerics
import PolicyComparison
import Testing

@Suite struct PairedDifferencesTests {
  @Test func equalScoresDoNotDiffer() throws {
    let difference = PairedDifferences(of: [[0, 0, 0]]).differences[0]
    #expect(difference.mean == 0 && difference.pairs == 3 && difference.interval == 0...0)
    #expect(difference.probability == 1)
  }

  /// A difference that never changes has an interval of no width, and the p-value of three seeds: 2/8.
  @Test func aDifferenceThatNeverChangesIsNoMoreCertainThanItsSeedsAllow() {
    let difference = PairedDifferences(of: [[-0.5, -0.5, -0.5]]).differences[0]
    #expect(difference.mean == -0.5 && difference.interval == (-0.5)...(-0.5))
    #expect(difference.probability == 0.25)
  }

  /// `scipy.stats.ttest_1samp([0.1, 0.3, 0.2, 0.4], 0).confidence_interval(0.95)`: 0.0446 and 0.4554.
  @Test func theIntervalIsStudents() throws {
    let difference = PairedDifferences(of: [[0.1, 0.3, 0.2, 0.4]]).differences[0]
    let interval = try #require(difference.interval)
    #expect(abs(interval.lowerBound - 0.0446) < 1e-4 && abs(interval.upperBound - 0.4554) < 1e-4)
  }

  @Test func onePairHasNoInterval() {
    let difference = PairedDifferences(of: [[0.3]]).differences[0]
    #expect(difference.interval == nil && difference.probability == 1)
  }

  /// Six seeds that agree have p = 2/64; five of six, with the odd one the smallest, 4/64.
  ///
  /// Holm multiplies the smallest of three by three, the next by two, the last by one, never below the one
  /// before; intervals have the confidence of the same tests.
  @Test func manyCandidatesAreCorrectedFor() throws {
    let (agreed, uneven): ([Double], [Double]) = ([1, 2, 3, 4, 5, 6], [-1, 2, 3, 4, 5, 6])
    let none: [Double] = [0, 0, 0, 0, 0, 0]
    let compared = PairedDifferences(of: [uneven, agreed, none]).differences
    #expect(compared.map(\.probability) == [0.125, 0.09375, 1])
    let halfWidth = try #require(SampleStatistics(uneven).halfWidth(confidence: 1 - 0.05 / 2))
    let interval = try #require(compared[0].interval)
    #expect(abs(interval.upperBound - compared[0].mean - halfWidth) < 1e-12)
  }

  @Test func candidatesMayHaveDifferentNumbersOfPairs() {
    let compared = PairedDifferences(of: [[1, 1, 1, 1, 1], [-2]]).differences
    #expect(compared.map(\.pairs) == [5, 1])
    #expect(compared.map(\.probability) == [0.125, 1])
  }

  /// Of 200 samples of 5 normal differences around 0.2, the 95 % interval holds 0.2 in about 190; 178 is four
  /// standard deviations below.
  @Test func intervalsHoldTheTruthAsOftenAsTheySay() throws {
    let streams = RandomStreams(seed: 11)
    let held = try (0..<200).count { sample in
      let normal = streams.stream("sample", sample)
      let differences = (0..<5).map { _ in 0.2 + normal.normal() }
      return try #require(PairedDifferences(of: [differences]).differences[0].interval)
        .contains(0.2)
    }
    #expect(held >= 178 && held < 200)
  }
}
