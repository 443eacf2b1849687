import GSLNumerics
import NumericalChecks
import Testing

@Suite struct IntegralTests {
  @Test func knownAreasAreFound() throws {
    #expect(isClose(try integral(from: 0, to: 1) { $0 * $0 }, 1 / 3.0, relative: 1e-10))
    #expect(isClose(try integral(from: 0, to: 1, of: exp), exp(1) - 1, relative: 1e-10))
    // A pole at the end.
    #expect(isClose(try integral(from: 0, to: 1) { 1 / $0.squareRoot() }, 2, relative: 1e-6))
    // A kink.
    #expect(isClose(try integral(from: -1, to: 2) { abs($0) }, 2.5, relative: 1e-9))
  }

  @Test func turnedLimitsTurnTheSign() throws {
    #expect(isClose(try integral(from: 1, to: 0) { $0 }, -0.5, relative: 1e-10))
  }
}
