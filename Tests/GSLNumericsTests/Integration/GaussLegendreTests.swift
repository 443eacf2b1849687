import GSLNumerics
import NumericalChecks
import Testing

@Suite struct GaussLegendreTests {
  private func integral(
    _ rule: GaussLegendre, from lower: Double, to upper: Double, of function: (Double) -> Double
  ) -> Double {
    rule.points(from: lower, to: upper).reduce(0) { $0 + $1.weight * function($1.abscissa) }
  }

  /// ∫ x⁵ from −1 to 3 is (3⁶ − 1) / 6; x⁶ is one degree too many for three points.
  @Test func polynomialsBelowTwiceTheNumberOfPointsAreExact() {
    let rule = GaussLegendre(points: 3)
    let fifth = integral(rule, from: -1, to: 3) { $0 * $0 * $0 * $0 * $0 }
    #expect(isClose(fifth, 728 / 6, relative: 1e-14))
    let sixth = integral(rule, from: -1, to: 3) { $0 * $0 * $0 * $0 * $0 * $0 }
    #expect(abs(sixth - 2188 / 7) > 1)
  }

  @Test func anExponentialIsIntegratedToAllDigits() {
    let value = integral(GaussLegendre(points: 16), from: 0, to: 2) { exp($0) }
    #expect(isClose(value, exp(2) - 1, relative: 1e-14))
  }

  @Test func pointsAscendWithinTheInterval() {
    let abscissas = GaussLegendre(points: 7).points(from: 2, to: 5).map(\.abscissa)
    #expect(abscissas == abscissas.sorted() && abscissas.allSatisfy { $0 > 2 && $0 < 5 })
  }
}
