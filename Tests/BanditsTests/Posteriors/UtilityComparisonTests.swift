import Bandits
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct UtilityComparisonTests {
  /// Closed form for whole numbers, with mpmath 1.3 and 40 digits:
  /// `fsum(beta(c+i,d+b)/((b+i)*beta(1+i,b)*beta(c,d)) for i in range(a))` for Beta(a, b) above
  /// Beta(c, d); the last three by `mpmath.quad` in the logit.
  @Test(arguments: [
    ([1, 1, 1, 1], 0.5),
    ([2, 1, 1, 2], 0.83333333333333333),
    ([3, 7, 5, 5], 0.16742081447963801),
    ([30, 20, 20, 30], 0.97859477321705773),
    ([1, 1, 5000, 3], 0.00059964021587047771),
    ([5000, 3, 1, 1], 0.99940035978412952),
    ([5000, 3, 4990, 13], 0.99632816381977231),
    ([3, 5000, 1, 1], 0.00059964021587047771),
    ([200, 300, 201, 299], 0.47425158234296974),
    ([1, 400, 1, 500], 0.55555555555555556),
    ([100000, 50000, 99800, 50000], 0.60195655577620202),
    ([1.3, 2.7, 0.8, 0.9], 0.367098997906749),
    ([0.5, 0.5, 0.5, 1.5], 0.702642367284676),
    ([1.05, 1.02, 3.3, 1.0], 0.23602296228723),
  ])
  func theProbabilityIsThatOfTheClosedForm(shapes: [Double], expected: Double) throws {
    let one = BetaPosterior(successes: shapes[0], failures: shapes[1])
    let other = BetaPosterior(successes: shapes[2], failures: shapes[3])
    let probability = try one.probabilityOfExceeding(other)
    #expect(isClose(probability, expected, absolute: 2e-9))
    let reverse = try other.probabilityOfExceeding(one)
    #expect(isClose(probability + reverse, 1, absolute: 1e-9))
  }

  @Test func extremeCountsGiveAnAnswer() throws {
    let counts = [1e-3, 0.2, 1, 7, 300, 1e5]
    for a in counts {
      for b in counts {
        let one = BetaPosterior(successes: a, failures: b)
        #expect(isClose(try one.probabilityOfExceeding(one), 0.5, absolute: 1e-8))
        for c in counts {
          let other = BetaPosterior(successes: c, failures: 2)
          let probability = try one.probabilityOfExceeding(other)
          #expect(probability >= 0 && probability <= 1)
          let reverse = try other.probabilityOfExceeding(one)
          #expect(isClose(probability + reverse, 1, absolute: 1e-8))
        }
      }
    }
  }
}
