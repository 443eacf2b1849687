import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@testable import MixtureRegression

@Suite struct CrossValidationTests {
  @Test func repeatsOfAMixtureAreInOnePart() {
    let mixtures = [0, 1, 2, 0, 3, 1, 0].map { [Double($0), 1 - Double($0)] }
    let parts = CrossValidation(of: mixtures, parts: 3, using: RandomStream(seed: 1)).parts
    #expect(parts.count == 3)
    #expect(parts.joined().sorted() == Array(mixtures.indices))
    for part in parts {
      for run in part {
        #expect(mixtures.indices.allSatisfy { mixtures[$0] != mixtures[run] || part.contains($0) })
      }
    }
  }

  @Test func thereAreNoMorePartsThanMixtures() {
    let parts = CrossValidation(of: [[0, 1], [1, 0]], parts: 10, using: RandomStream(seed: 1)).parts
    #expect(parts.map(\.count) == [1, 1])
  }

  /// By hand: errors 0, 1, −1, 0 of objectives 1, 3, 5, 7.
  @Test func qualityIsThatOfTheErrors() {
    let quality = ModelQuality(
      .linear, predictions: [1, 2, 6, 7].map { Prediction(mean: $0, variance: 0.25) },
      objectives: [1, 3, 5, 7])
    #expect(isClose(quality.rankCorrelation, 1))
    #expect(isClose(quality.explained, 1 - 2.0 / 20))
    #expect(isClose(quality.error, 0.5.squareRoot()))
    // One is two standard deviations, which 1.96 do not reach.
    #expect(quality.within68 == 0.5 && quality.within95 == 0.5)
  }
}
