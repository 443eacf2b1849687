import Testing

@testable import Plots

@Suite struct DecimalTextTests {
  @Test(arguments: [
    (0.0, 3, "0.000"), (-0.0004, 3, "0.000"), (-0.0006, 3, "−0.001"), (0.9996, 3, "1.000"),
    // Exactly representable halves go to the even digit, as in C.
    (0.8125, 3, "0.812"), (0.5, 0, "0"), (1.5, 0, "2"), (-12.25, 1, "−12.2"),
    (1234567.05, 2, "1234567.05"), (0.05, 2, "0.05"), (1e300, 3, "1e+300"), (-1e300, 3, "−1e+300"),
  ])
  func numbersHaveTheirDecimals(value: Double, places: Int, text: String) {
    #expect(decimal(value, places) == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func whatIsNotFiniteIsADash(value: Double) {
    #expect(decimal(value) == "–")
  }

  @Test func coordinatesAreShortAndASCII() {
    #expect([12.0, 12.34, -0.04, -3.25, 0.05].map(coordinate) == ["12", "12.3", "0", "-3.2", "0"])
  }
}
