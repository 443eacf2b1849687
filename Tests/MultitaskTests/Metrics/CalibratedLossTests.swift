import Foundation
import GSLNumerics
import Multitask
import Testing

@Suite struct CalibratedLossTests {
  /// Scores of two classes with one mistake, of three with three mistakes, and small ones.
  ///
  /// The losses are those of `[minimize_scalar(loss, bounds=(0, 5000), method="bounded",
  /// options={"xatol": 1e-12}).fun for each]` in SciPy 1.17, where `loss(b)` is
  /// `mean(logsumexp(b * S, axis=1) - b * S[arange(len(y)), y])`.
  private static let known: [(scores: [Double], actual: [Double], loss: Double)] = [
    ([2, -1, 0.5, 0, -1, 1.5, 3, 1, 0.2, 0.4], [0, 1, 1, 0, 0], 0.40351406625930136),
    (
      [2, -1, 0.5, 0.1, 0.4, -2, -1, 1.5, 1, 0, 0.3, 2, 1, 1, -1, 4, -2, 0], [0, 1, 2, 2, 0, 2],
      0.9732763541354559
    ),
    ([0.02, -0.01, 0.03, 0.05, 0.01, 0, -0.04, 0.01], [0, 1, 1, 1], 0.3649830135258455),
  ]

  @Test(arguments: known.indices)
  func theLossIsThatOfTheBestTemperature(index: Int) {
    let (scores, actual, loss) = Self.known[index]
    #expect(abs(CalibratedLoss.ofClasses(scores: scores, actual: actual).mean - loss) < 1e-10)
  }

  @Test(arguments: [1e-9, 1e-3, 0.3, 7, 1e4, 1e12])
  func theScaleOfTheScoresChangesNothing(scale: Double) {
    for (scores, actual, loss) in Self.known {
      let scaled = CalibratedLoss.ofClasses(scores: scores.map { $0 * scale }, actual: actual).mean
      #expect(abs(scaled - loss) < 1e-10)
    }
  }

  @Test func whatIsAddedToAllScoresOfAnExampleChangesNothing() {
    let (scores, actual, loss) = Self.known[0]
    let moved = scores.enumerated().map { index, score in score + Double(index / 2) * 100 }
    #expect(abs(CalibratedLoss.ofClasses(scores: moved, actual: actual).mean - loss) < 1e-10)
  }

  @Test func aModelIsNeverWorseThanOneThatKnowsNothing() {
    let stream = RandomStreams(seed: 1).stream("scores")
    for classes in 2...4 {
      for _ in 0..<50 {
        let actual = (0..<20).map { _ in Double(stream.integer(below: classes)) }
        let scores = (0..<20 * classes).map { _ in 5 * stream.normal() }
        let loss = CalibratedLoss.ofClasses(scores: scores, actual: actual).mean
        #expect(loss <= log(Double(classes)) + 1e-12)
        #expect(loss > 0)
      }
    }
  }

  @Test func scoresThatAreAlwaysRightLeaveNoLoss() {
    let scores = [0.1, 0, 0, 100, 3, 2.9]
    #expect(CalibratedLoss.ofClasses(scores: scores, actual: [0, 1, 0]).mean < 1e-9)
  }

  @Test func scoresThatPointTheWrongWayAreIgnored() {
    let wrong = CalibratedLoss.ofClasses(scores: [5, 1, 2, 9, 3, 0], actual: [1, 0, 1]).mean
    #expect(abs(wrong - log(2)) < 1e-12)
    let constant = CalibratedLoss.ofClasses(scores: [1, 1, 1, 4, 4, 4], actual: [1, 0]).mean
    #expect(abs(constant - log(3)) < 1e-12)
  }

  @Test func numbersAreMeasuredByTheirCorrelation() {
    // (1 - scipy.stats.pearsonr([1, 2, 3, 4, 6], [0.5, 2.5, 2, 4.5, 4])[0] ** 2) / 2
    let predicted = [1.0, 2, 3, 4, 6]
    let actual = [0.5, 2.5, 2, 4.5, 4]
    let loss = CalibratedLoss.ofNumbers(predicted: predicted, actual: actual).mean
    #expect(abs(loss - 0.15202702702702697) < 1e-12)
    let rescaled = CalibratedLoss.ofNumbers(
      predicted: predicted.map { 100 * $0 - 7 }, actual: actual
    ).mean
    #expect(abs(rescaled - loss) < 1e-12)
    #expect(
      abs(CalibratedLoss.ofNumbers(predicted: predicted.map { -$0 }, actual: actual).mean - 0.5)
        < 1e-12)
    #expect(
      abs(CalibratedLoss.ofNumbers(predicted: [2, 2, 2], actual: [1, 2, 3]).mean - 0.5) < 1e-12)
    #expect(CalibratedLoss.ofNumbers(predicted: [1, 2, 3], actual: [4, 4, 4]).mean == 0.5)
    #expect(CalibratedLoss.ofNumbers(predicted: [1, 2, 3], actual: [5, 7, 9]).mean < 1e-12)
  }
}
