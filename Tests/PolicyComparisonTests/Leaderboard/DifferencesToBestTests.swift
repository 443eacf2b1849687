import GSLNumerics
import Multitask
import NumericalChecks
import PolicyComparison
import Testing

@Suite struct DifferencesToBestTests {
  private func tested(_ scores: [[Double]]) -> DifferencesToBest {
    DifferencesToBest(
      scores.map { $0.map { Evaluation(metric: $0, loss: 1, examples: 100) } })
  }

  /// For two candidates the test is the paired t-test: 0.05719 and 0.03720 by `scipy.stats.ttest_rel`.
  @Test func ofTwoCandidatesItIsThePairedTest() throws {
    let three = tested([[0.70, 0.71, 0.72], [0.72, 0.72, 0.73]])
    #expect(three.best == 1)
    #expect(abs(try #require(three.differences[0].probability) - 0.05719) < 5e-6)
    let interval = try #require(three.differences[0].interval)
    #expect(abs(interval.lowerBound + 0.0277) < 5e-5 && abs(interval.upperBound - 0.0010) < 5e-5)
    let five = tested([
      [0.70, 0.71, 0.72, 0.715, 0.70], [0.72, 0.72, 0.73, 0.72, 0.702],
    ])
    #expect(abs(try #require(five.differences[0].probability) - 0.03720) < 5e-6)
  }

  /// With `S = [[1, 2, 4], [2, 2, 5], [4, 3, 7]]` and two-way residuals r, `s = sqrt((r**2).sum() / 4 / 3)` is
  /// 0.33333 and `scipy.stats.studentized_range.sf((14/3 - 7/3) / s, 3, 4)` 0.01691, of the second row 0.05126.
  @Test func ofThreeItIsTheStudentisedRangeOfTheResiduals() throws {
    let table = tested([[1, 2, 4], [2, 2, 5], [4, 3, 7]])
    #expect(table.best == 2 && table.differences[2].mean == 0)
    #expect(isClose(table.differences[0].mean, -7 / 3.0))
    let found = try table.differences.map { try #require($0.probability) }
    #expect(isClose(found[0], 0.016906543447261058, relative: 1e-6))
    #expect(isClose(found[1], 0.051255792595345406, relative: 1e-6))
    #expect(found[2] == 1)
  }

  @Test func withoutResidualsThereIsNoTest() {
    for scores in [[[0.5], [0.7]], [[0.5, 0.6]], [[0.5, 0.6], [0.7, 0.8]]] {
      #expect(tested(scores).differences[0].probability == nil)
    }
  }

  /// Of 200 tables of equal policies, about ten tell one from the best; 22 is four standard deviations above.
  @Test func whereAllAreEqualFewTablesTellAnyApart() {
    let streams = RandomStreams(seed: 7)
    let wrong = (0..<200).count { table in
      let normal = streams.stream("table", table)
      let scores = (0..<6).map { _ in (0..<3).map { _ in normal.normal() } }
      return tested(scores).differences
        .contains { $0.probability.map { $0 < 0.05 } == true }
    }
    #expect((2...22).contains(wrong))
  }

  /// Six policies with three seeds that are right about the same share of all examples, not of these fifty.
  ///
  /// Over the seeds, most of 200 tables tell one from the best; over both about ten do.
  @Test func examplesJoinTheSeeds() {
    let streams = RandomStreams(seed: 9)
    var (wrong, wrongOverSeeds) = (0, 0)
    for table in 0..<200 {
      let stream = streams.stream("table", table)
      let runs = (0..<6).map { _ in
        let chances = (0..<50).map { _ in stream.uniform() < 0.5 ? 0.05 : 0.95 }
        return (0..<3).map { _ in
          let scores = chances.map { Float(stream.uniform() < $0 ? 1 : 0) }
          return Evaluation(
            metric: Double(scores.reduce(0, +)) / 50, loss: 1, examples: 50, scores: scores)
        }
      }
      func differ(_ table: DifferencesToBest) -> Int {
        table.differences.contains { $0.probability.map { $0 < 0.05 } == true } ? 1 : 0
      }
      #expect(DifferencesToBest(runs).examples == 50)
      wrong += differ(DifferencesToBest(runs))
      wrongOverSeeds += differ(tested(runs.map { $0.map(\.metric) }))
    }
    #expect(wrong <= 22 && wrongOverSeeds > 100, "\(wrong) and \(wrongOverSeeds)")
  }
}
