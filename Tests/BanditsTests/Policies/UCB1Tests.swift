import Bandits
import GSLNumerics
import Testing

@Suite struct UCB1Tests {
  @Test func everyArmIsPulledOnceFirst() {
    var policy = UCB1(arms: 5)
    let stream = RandomStream(seed: 1)
    for round in 0..<5 {
      let arm = policy.choose(using: stream)
      #expect(policy.pulls[arm] == 0, "round \(round)")
      policy.observe(reward: 0.5, of: arm)
    }
  }

  /// After pulls 4, 1 and means 0.75, 0.5: 0.75 + √(2 log 5 / 4) = 1.647, 0.5 + √(2 log 5) = 2.294.
  @Test func theLargestUpperBoundIsChosen() {
    var policy = UCB1(arms: 2)
    for reward in [1.0, 1, 1, 0] { policy.observe(reward: reward, of: 0) }
    policy.observe(reward: 0.5, of: 1)
    #expect(policy.probabilities == [0, 1])
    // Now 0.75 + √(2 log 7 / 4) = 1.736 against 1/6 + √(2 log 7 / 3) = 1.306.
    for reward in [0.0, 0] { policy.observe(reward: reward, of: 1) }
    #expect(policy.probabilities == [1, 0])
  }

  @Test func theBestArmIsPulledMost() {
    let rates = [0.3, 0.7, 0.4]
    let found = (0..<20).count { seed in
      let stream = RandomStream(seed: UInt64(seed))
      var policy = UCB1(arms: 3)
      for _ in 0..<1000 {
        let arm = policy.choose(using: stream)
        policy.observe(reward: stream.bernoulli(rates[arm]) ? 1 : 0, of: arm)
      }
      return policy.pulls[1] > 600
    }
    #expect(found == 20)
  }
}
