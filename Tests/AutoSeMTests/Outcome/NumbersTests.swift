import AutoSeM
import Testing

@Suite struct NumbersTests {
  @Test(
    "has a minus sign and no hyphen, and no sign at zero",
    arguments: [
      (-0.0591, "−0.059"), (0.0591, "0.059"), (-0.0004, "0.000"), (0, "0.000"), (-12, "−12.000"),
    ])
  func decimals(_ value: Double, _ text: String) {
    #expect(fixed(value) == text)
  }

  @Test(
    "has a sign, which is positive at zero",
    arguments: [(-0.0591, "−0.059"), (0.0591, "+0.059"), (-0.0004, "+0.000"), (0, "+0.000")])
  func signs(_ value: Double, _ text: String) {
    #expect(signed(value) == text)
  }
}
