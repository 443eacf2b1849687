import Bandits
import NumericalChecks
import Testing

@Suite struct OnlineDataMixingTests {
  private func policy(_ rule: OnlineDataMixing.Rule) -> OnlineDataMixing {
    var policy = OnlineDataMixing(arms: 3, rule: rule)
    for step in 0..<40 {
      policy.observe(reward: [2.0, 1.5, 3][step % 3] / (1 + 0.05 * Double(step)), of: step % 3)
    }
    return policy
  }

  /// The released update in NumPy: `R[k] = .9 * R[k] + .1 * np.exp(loss)`,
  /// `eps = min(1/3, np.sqrt(np.log(3) / (3 * 40)))`, `(1 - 3 * eps) * R / R.sum() + eps`.
  @Test func theReleasedRuleIsLinearInTheSmoothedExponentials() {
    #expect(
      isClose(
        policy(.released).probabilities, [0.306414485508456, 0.251717874291046, 0.441867640200498],
        relative: 1e-10))
  }

  /// The paper's in NumPy: `R[k] = .9 * R[k] + .1 * loss / p[k]` after each draw by
  /// `p = (1 - 3 * eps(t)) * softmax(eps(t - 1) * R) + eps(t)`.
  @Test func thePapersRuleIsExponentialInTheWeightedLosses() {
    #expect(
      isClose(
        policy(.paper).probabilities, [0.330560618205544, 0.318772104735439, 0.350667277059017],
        relative: 1e-10))
  }

  @Test(arguments: OnlineDataMixing.Rule.allCases)
  func noArmFallsBelowTheExplorationRate(rule: OnlineDataMixing.Rule) {
    var policy = OnlineDataMixing(arms: 2, rule: rule)
    for _ in 0..<200 {
      policy.observe(reward: 8, of: 0)
      policy.observe(reward: 0.1, of: 1)
    }
    // √(log 2 / (2 · 400)) = 0.0294
    #expect(policy.probabilities[1] >= 0.0293 && policy.probabilities[0] > policy.probabilities[1])
  }
}
