import Bandits
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct Exp3STests {
  /// Equations 5 and 6 in NumPy without logarithms of sums: six rewards of three arms, η = 0.5, ε = 0.1.
  ///
  ///     w = np.zeros(3); seen = []
  ///     for t, (k, r) in enumerate([(0, .3), (1, -1), (2, .7), (0, .1), (2, 2), (1, .5)], start=2):
  ///         seen.append(r); q20, q80 = np.percentile(seen, [20, 80])
  ///         s = 0 if q20 == q80 else np.clip(2 * (r - q20) / (q80 - q20) - 1, -1, 1)
  ///         u = w.copy(); u[k] += .5 * s / (np.exp(w) / np.exp(w).sum())[k]
  ///         e = np.exp(u); w = np.log((1 - 1/t) * e + 1/t / 2 * (e.sum() - e))
  ///     .9 * np.exp(w) / np.exp(w).sum() + .1 / 3
  @Test func theUpdateIsThePapersLineByLine() {
    var policy = Exp3S(arms: 3, learningRate: 0.5, exploration: 0.1)
    for (arm, reward) in [(0, 0.3), (1, -1), (2, 0.7), (0, 0.1), (2, 2), (1, 0.5)] {
      policy.observe(reward: reward, of: arm)
    }
    #expect(
      isClose(
        policy.probabilities, [0.209541888240538, 0.348164811252816, 0.442293300506647],
        relative: 1e-10))
  }

  /// The first reward scales to 0, the second to 1.
  ///
  /// For a softmax of a half and η = 1 that counts e²; then α₃ = 1/3, and not the 1/2 of a count from one.
  @Test func theSecondUpdateMixesByAThird() {
    var policy = Exp3S(arms: 2, learningRate: 1)
    for reward in [0.0, 1] { policy.observe(reward: reward, of: 0) }
    let weight = exp(2.0)
    let expected = 0.95 * (2 * weight + 1) / (3 * weight + 3) + 0.025
    #expect(isClose(policy.probabilities[0], expected))
  }

  @Test func anArmThatKeepsGainingIsFollowedAndLeft() {
    var policy = Exp3S(arms: 4, learningRate: 0.05)
    let stream = RandomStream(seed: 3)
    func play(_ best: Int) {
      for _ in 0..<600 {
        let arm = policy.choose(using: stream)
        policy.observe(reward: stream.normal() + (arm == best ? 3 : 0), of: arm)
      }
    }
    play(1)
    #expect(policy.probabilities[1] > 0.5)
    play(2)
    #expect(policy.probabilities[2] > 0.5)
  }
}
