import Foundation
import GSLNumerics
import Multitask
import Testing

@Suite struct ExampleScoresTests {
  /// Predictions of 300 examples that are right for about two thirds, of three classes or of numbers with ties.
  private static func sample(_ metric: Metric) -> (predicted: [Double], actual: [Double]) {
    let stream = RandomStreams(seed: 8).stream("predictions")
    let classes = metric.needsTwoClasses ? 2 : 3
    let actual = (0..<300).map { _ in
      metric.isRegression
        ? (4 * stream.normal()).rounded() / 4 : Double(stream.integer(below: classes))
    }
    let predicted = actual.map { truth in
      metric.isRegression
        ? truth + (2 * stream.normal()).rounded() / 2
        : stream.uniform() < 0.5 ? truth : Double(stream.integer(below: classes))
    }
    return (predicted, actual)
  }

  @Test(arguments: Metric.allCases)
  func theMeanIsTheMetric(metric: Metric) {
    let (predicted, actual) = Self.sample(metric)
    let scores = metric.exampleScores(predicted: predicted, actual: actual)
    let mean = scores.reduce(0, +) / Double(scores.count)
    #expect(abs(mean - metric.score(predicted: predicted, actual: actual)) < 1e-8)
  }

  @Test func ofAccuracyTheyAreOneOrZero() {
    let scores = Metric.accuracy.exampleScores(predicted: [1, 0, 2], actual: [1, 1, 2])
    #expect(scores == [1, 0, 1])
  }

  /// Without an example, the metric is lower by (score − metric) / (n − 1), but for terms of second order.
  @Test(arguments: Metric.allCases)
  func leavingOutAnExampleTakesItsShareAway(metric: Metric) {
    let (predicted, actual) = Self.sample(metric)
    let whole = metric.score(predicted: predicted, actual: actual)
    let scores = metric.exampleScores(predicted: predicted, actual: actual)
    let spread = SampleStatistics(scores).standardDeviation ?? 0
    for example in actual.indices {
      var (p, a) = (predicted, actual)
      p.remove(at: example)
      a.remove(at: example)
      let change = Double(a.count) * (whole - metric.score(predicted: p, actual: a))
      #expect(abs(change - (scores[example] - whole)) < 0.15 * spread, "example \(example)")
    }
  }

  @Test func undefinedMetricsHaveNoInfluence() {
    for metric in [Metric.pearson, .spearman, .pearsonAndSpearman] {
      #expect(metric.exampleScores(predicted: [2, 2, 2], actual: [1, 2, 3]) == [0, 0, 0])
    }
    #expect(Metric.matthews.exampleScores(predicted: [1, 1, 1], actual: [1, 0, 1]) == [0, 0, 0])
    #expect(Metric.r2.exampleScores(predicted: [1, 2], actual: [3, 3]) == [0, 0])
  }
}
