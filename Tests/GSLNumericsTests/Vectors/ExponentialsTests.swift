import CGSL
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct ExponentialsTests {
  /// Whole vectors and the rest behind them, from the least to the largest result and near zero.
  private static let values: [Double] = {
    let stream = RandomStream(seed: 41)
    return (0..<20_003).map { (stream.uniform() - 0.5) * ($0.isMultiple(of: 2) ? 1490 : 2) }
  }()

  private func unitsApart(_ left: Double, _ right: Double) -> Double {
    left == right ? 0 : abs(left - right) / right.ulp
  }

  @Test func exponentialsAreThoseOfTheCLibrary() {
    var values = Self.values
    exponentiate(&values)
    let apart = zip(values, Self.values).map { unitsApart($0, exp($1)) }
    #expect(apart.allSatisfy { $0 <= 1 })
  }

  /// The loops as processors without wide vectors run them.
  @Test func withoutWideVectorsTheyAreToo() {
    var values = Self.values
    cgsl_exponentials_plain(&values, values.count)
    #expect(zip(values, Self.values).allSatisfy { unitsApart($0, exp($1)) <= 2 })
  }

  @Test(arguments: [
    (0, 1), (-0.0, 1), (-1e300, 0), (-.infinity, 0), (-746, 0), (-745, .leastNonzeroMagnitude),
    (710, .infinity),
    (1e300, .infinity), (.infinity, .infinity),
  ])
  func theEndsOfTheRangeAreExact(value: Double, expected: Double) {
    for count in [1, 4, 9] {
      var values = [Double](repeating: value, count: count)
      exponentiate(&values)
      #expect(values.allSatisfy { $0 == expected })
    }
  }

  @Test func whatIsNoNumberStaysNone() {
    var values = [Double](repeating: .nan, count: 9)
    exponentiate(&values)
    #expect(values.allSatisfy { $0.isNaN })
    var none: [Double] = []
    exponentiate(&none)
    #expect(none == [])
  }

  @Test func rootsDecayAsTheyAreDefined() {
    let stream = RandomStream(seed: 42)
    let squares = [0, 1e-300] + (0..<77).map { _ in 40 * stream.uniform() }
    var roots = squares
    let decays = rootDecays(&roots, factor: 5)
    #expect(isClose(roots, squares.map { (5 * $0).squareRoot() }, relative: 3e-16))
    #expect(isClose(decays, squares.map { exp(-(5 * $0).squareRoot()) }, relative: 2e-15))
  }
}
