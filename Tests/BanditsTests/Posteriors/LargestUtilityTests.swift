import Bandits
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct LargestUtilityTests {
  private func policy(_ counts: [(Double, Double)]) -> ThompsonSampling {
    var policy = ThompsonSampling(arms: counts.count, decay: 0)
    for (arm, (successes, failures)) in counts.enumerated() {
      for _ in 0..<Int(successes) { policy.observe(reward: 1, of: arm) }
      for _ in 0..<Int(failures) { policy.observe(reward: 0, of: arm) }
    }
    return policy
  }

  @Test(arguments: [(3.0, 1.0, 2.0, 5.0), (0, 0, 0, 3), (200, 100, 90, 60), (40, 0, 0, 40)])
  func twoArmsAgreeWithTheirComparison(a: Double, b: Double, c: Double, d: Double) throws {
    let policy = policy([(a, b), (c, d)])
    let expected = try policy.discounted[0].probabilityOfExceeding(policy.discounted[1])
    #expect(isClose(policy.probabilities, [expected, 1 - expected], absolute: 1e-8))
  }

  /// `quad(lambda x: beta.pdf(x, *p[k]) * np.prod([beta.cdf(x, *q) for q in p[:k] + p[k+1:]]), 0, 1)`
  /// in SciPy, with the counts below plus one as `p`.
  @Test func severalArmsHaveTheirKnownProbabilities() {
    let policy = policy([(3, 1), (10, 4), (0, 0), (1, 6), (0, 0)])
    let expected = [0.309819494795, 0.281185722928, 0.203999264951, 0.000996252375, 0.203999264951]
    #expect(isClose(policy.probabilities, expected, absolute: 1e-8))
  }

  @Test func aThousandArmsOfWhichNothingIsKnownAreAsLikely() {
    let policy = ThompsonSampling(arms: 1000, decay: 0)
    #expect(isClose(policy.probabilities, Array(repeating: 1e-3, count: 1000), relative: 1e-9))
  }

  @Test(arguments: [1e18, 1e-18, 1e6, 1e-6])
  func lopsidedArmsAreNotLost(size: Double) {
    let prior = BetaPosterior(successes: size, failures: 1 / size)
    let policy = ThompsonSampling(arms: 3, prior: prior, decay: 0)
    #expect(isClose(policy.probabilities, [1.0 / 3, 1.0 / 3, 1.0 / 3], relative: 1e-9))
  }

  @Test func beforeAnyPullTheFirstArmIsCertain() {
    #expect(ThompsonSampling(arms: 3, decay: 0, firstArm: 1).probabilities == [0, 1, 0])
  }
}
