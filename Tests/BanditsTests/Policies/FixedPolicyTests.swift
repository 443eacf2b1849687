import Bandits
import NumericalChecks
import Testing

@Suite struct FixedPolicyTests {
  @Test func taskSizeIsTheShareOfTheExamples() {
    #expect(isClose(FixedPolicy.taskSize([1, 3, 6]).probabilities, [0.1, 0.3, 0.6]))
  }

  /// √1 : √4 : √9, the last capped from 100.
  @Test func temperatureTakesARootOfTheCappedNumbers() {
    let policy = FixedPolicy.temperature([1, 4, 100], temperature: 2, cap: 9)
    #expect(isClose(policy.probabilities, [1.0 / 6, 2.0 / 6, 3.0 / 6]))
  }

  @Test func temperatureGoesFromTheLargestToUniform() {
    let sizes = [10, 20, 30]
    #expect(
      isClose(
        FixedPolicy.temperature(sizes, temperature: 1e-3).probabilities, [0, 0, 1],
        absolute: 1e-12))
    #expect(
      isClose(
        FixedPolicy.temperature(sizes, temperature: .infinity).probabilities,
        FixedPolicy.uniform(arms: 3).probabilities))
  }
}
