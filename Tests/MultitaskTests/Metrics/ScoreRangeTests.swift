import Multitask
import Testing

@Suite struct ScoreRangeTests {
  @Test func intervalsOfProportionsStayProportions() {
    let accuracy = ScoreRange(metric: "accuracy", scores: [0.5])
    #expect(accuracy.interval(mean: 0.875, halfWidth: 0.25) == 0.625...1)
    #expect(accuracy.ofDifferences.interval(mean: 0.5, halfWidth: 1) == (-0.5)...1)
    #expect(accuracy.ofDifferences.interval(mean: -0.5, halfWidth: 2) == (-1)...1)
  }

  @Test func correlationsStayCorrelations() {
    let matthews = ScoreRange(metric: "matthews", scores: [0.5])
    #expect(matthews.interval(mean: 0.9, halfWidth: 2) == (-1)...1)
    #expect(matthews.ofDifferences.bounds == (-2)...2)
    #expect(ScoreRange(metric: "r2", scores: [0.5]).interval(mean: 0.5, halfWidth: 3) == (-2.5)...1)
    #expect(
      ScoreRange(metric: "r2", scores: [0.5]).ofDifferences.interval(mean: 0.5, halfWidth: 3)
        == (-2.5)...3.5)
  }

  @Test func whatIsNotKnownIsNotCut() {
    #expect(
      ScoreRange(metric: "score", scores: [0.5]).interval(mean: 0.5, halfWidth: 2) == (-1.5)...2.5)
    // An accuracy in percent.
    #expect(
      ScoreRange(metric: "accuracy", scores: [81, 79]).interval(mean: 81, halfWidth: 2) == 79...83)
  }
}
