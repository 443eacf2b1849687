import Multitask
import Testing

/// Known values are scikit-learn 1.9.1's `accuracy_score(a, p)`, `f1_score(a, p)` and
/// `matthews_corrcoef(a, p)` and SciPy 1.17.1's `pearsonr(x, y)[0]` and `spearmanr(x, y)[0]`, printed
/// with `repr` by `python3 -c`, for the sequences below.
@Suite struct MetricTests {
  private let predicted: [Double] = [1, 0, 1, 1, 0, 1, 0, 0, 1, 1]
  private let actual: [Double] = [1, 0, 0, 1, 0, 1, 1, 0, 1, 0]
  private let predictedOfThree: [Double] = [0, 1, 2, 2, 1, 0, 2, 1, 0, 0, 2, 1]
  private let actualOfThree: [Double] = [0, 1, 2, 1, 1, 0, 0, 1, 2, 0, 2, 2]
  private let x = [0.1, 2.5, 2.5, 4.0, 3.2, 1.1, 5.0, 0.0]
  private let y = [0.5, 2.0, 3.0, 4.0, 4.0, 0.0, 4.5, 1.0]

  private func isClose(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) < 1e-14
  }

  @Test func classesAreMeasuredAsInScikitLearn() {
    func score(_ metric: Metric) -> Double { metric.score(predicted: predicted, actual: actual) }
    #expect(isClose(score(.accuracy), 0.7))
    #expect(isClose(score(.f1), 0.7272727272727273))
    #expect(isClose(score(.matthews), 0.408248290463863))
    #expect(isClose(score(.accuracyAndF1), (0.7 + 0.7272727272727273) / 2))
  }

  /// Known values from functions of scikit-learn.
  ///
  /// `f1_score(a, p, average="macro")`, the same with `"weighted"`, `balanced_accuracy_score(a, p)` and
  /// `cohen_kappa_score(a, p)`. In the last row, class 2 of the truth is never predicted, and class 3 is
  /// predicted and never true.
  @Test func measuresOverClassesAreThoseOfScikitLearn() {
    let metrics: [Metric] = [.macroF1, .weightedF1, .balancedAccuracy, .cohenKappa]
    func scores(_ predicted: [Double], _ actual: [Double]) -> [Double] {
      metrics.map { $0.score(predicted: predicted, actual: actual) }
    }
    for (scores, expected) in [
      (scores(predicted, actual), [0.696969696969697, 0.696969696969697, 0.7, 0.4]),
      (
        scores(predictedOfThree, actualOfThree),
        [0.6666666666666666, 0.6666666666666666, 0.6666666666666666, 0.5]
      ),
      (
        scores(predictedOfThree.map { $0 == 2 ? 3 : $0 }, actualOfThree),
        [0.375, 0.5, 0.5, 0.3571428571428571]
      ),
    ] {
      for (score, value) in zip(scores, expected) { #expect(isClose(score, value)) }
    }
  }

  /// `r2_score(y, x)`, `r2_score(x, y)` and `r2_score(y, [2.0] * 8)`.
  @Test func r2IsThatOfScikitLearn() {
    #expect(isClose(Metric.r2.score(predicted: x, actual: y), 0.824093567251462))
    #expect(isClose(Metric.r2.score(predicted: y, actual: x), 0.833922261484099))
    let constant = [Double](repeating: 2, count: 8)
    #expect(isClose(Metric.r2.score(predicted: constant, actual: y), -0.05263157894736836))
  }

  @Test func matthewsIsDefinedForMoreThanTwoClasses() {
    let score = Metric.matthews.score(predicted: predictedOfThree, actual: actualOfThree)
    #expect(isClose(score, 0.5))
  }

  @Test func numbersAreMeasuredAsInSciPy() {
    func score(_ metric: Metric) -> Double { metric.score(predicted: x, actual: y) }
    #expect(isClose(score(.pearson), 0.9159753311897488))
    #expect(isClose(score(.spearman), 0.8915662650602408))
    #expect(isClose(score(.pearsonAndSpearman), (0.9159753311897488 + 0.8915662650602408) / 2))
  }

  @Test func undefinedMeasuresAreZero() {
    #expect(Metric.matthews.score(predicted: [1, 1, 1], actual: [1, 0, 1]) == 0)
    #expect(Metric.matthews.score(predicted: [1, 0, 1], actual: [1, 1, 1]) == 0)
    #expect(Metric.f1.score(predicted: [0, 0], actual: [0, 0]) == 0)
    #expect(Metric.pearson.score(predicted: [2, 2, 2], actual: [1, 2, 3]) == 0)
    #expect(Metric.pearson.score(predicted: [1, 2, 3], actual: [0.1, 0.1, 0.1]) == 0)
    #expect(Metric.spearman.score(predicted: [2, 2, 2], actual: [1, 2, 3]) == 0)
    #expect(Metric.pearson.score(predicted: [1], actual: [3]) == 0)
    #expect(Metric.cohenKappa.score(predicted: [1, 1], actual: [1, 1]) == 0)
    #expect(Metric.r2.score(predicted: [1, 2], actual: [3, 3]) == 0)
  }

  @Test(arguments: Metric.allCases)
  func perfectPredictionsScoreOne(_ metric: Metric) {
    let score = metric.score(predicted: actual, actual: actual)
    #expect(isClose(score, 1))
  }

  @Test func correlationsDoNotDependOnScale() {
    for metric in Metric.allCases where metric.isRegression && metric != .r2 {
      for scale in [1e-120, 1e120] {
        let score = metric.score(predicted: x.map { $0 * scale }, actual: y)
        let plain = metric.score(predicted: x, actual: y)
        #expect(abs(score - plain) < 1e-12, "\(metric) at \(scale)")
      }
    }
  }

  @Test func spearmanSeesTheOrderAlone() {
    let score = Metric.spearman.score(predicted: [1, 10, 100, 1000], actual: [-3, 0, 0.1, 2])
    #expect(isClose(score, 1))
  }

  @Test func correlationsAndR2AreOfNumbers() {
    let regressions = Metric.allCases.filter(\.isRegression)
    #expect(regressions == [.pearson, .spearman, .r2, .pearsonAndSpearman])
  }
}
