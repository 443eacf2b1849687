import Bandits
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct TopTwoThompsonTests {
  /// Russo's equation: βα + (1 − β) Σ over other leaders of αⱼ · α / (1 − αⱼ), worked for three arms.
  @Test func theProbabilitiesAreThoseOfThePaper() {
    var policy = TopTwoThompson(arms: 3, leaderShare: 0.6)
    for (arm, reward) in [(0, 1.0), (0, 1), (1, 1), (1, 0), (2, 0)] {
      policy.observe(reward: reward, of: arm)
    }
    let best = policy.probabilitiesOfBeingBest
    let expected = (0..<3).map { arm in
      let others = (0..<3).filter { $0 != arm }
      let asChallenger = others.map { best[$0] * best[arm] / (1 - best[$0]) }.reduce(0, +)
      return 0.6 * best[arm] + 0.4 * asChallenger
    }
    #expect(isClose(policy.probabilities, expected, relative: 1e-10))
  }

  /// The leader is certain to double precision, so that drawing again finds no other.
  @Test func aCertainLeaderIsStillChallenged() {
    var policy = TopTwoThompson(arms: 3)
    for _ in 0..<3000 {
      policy.observe(reward: 1, of: 0)
      policy.observe(reward: 0, of: 1)
      policy.observe(reward: 0, of: 2)
    }
    policy.observe(reward: 1, of: 2)
    let stream = RandomStream(seed: 1)
    var counts = [0, 0, 0]
    for _ in 0..<300 { counts[policy.choose(using: stream)] += 1 }
    let expected = policy.probabilities.map { 300 * $0 }
    #expect(isClose(expected[0], 150, absolute: 1e-6))
    #expect(chiSquare([counts[0], counts[1] + counts[2]], expected: [150, 150]) > 1e-4)
    #expect(abs(Double(counts[2]) - expected[2]) < 40)
  }

  /// The point of the method: after as many pulls, the best of two close arms is known more often.
  @Test func theBestArmIsIdentifiedMoreOftenThanByThompsonSampling() {
    let rates = [0.75, 0.6, 0.1, 0.1, 0.1, 0.1]
    func confidence<Policy: TaskPolicy>(
      _ policy: Policy, _ best: (Policy) -> [Double]
    ) -> Double {
      (0..<25).reduce(0.0) { sum, seed in
        let stream = RandomStream(seed: UInt64(seed))
        var policy = policy
        for _ in 0..<250 {
          let arm = policy.choose(using: stream)
          policy.observe(reward: stream.bernoulli(rates[arm]) ? 1 : 0, of: arm)
        }
        return sum + best(policy)[0] / 25
      }
    }
    let plain = confidence(ThompsonSampling(arms: 6, decay: 0)) { $0.probabilities }
    let topTwo = confidence(TopTwoThompson(arms: 6)) { $0.probabilitiesOfBeingBest }
    #expect(topTwo > plain + 0.01, "\(topTwo) and \(plain)")
  }
}
