import Bandits
import GSLNumerics
import NumericalChecks
import Testing

/// The rules that turn what training shows into rewards.
@Suite struct RewardRuleTests {
  @Test func aFallenLossEarnsWhatIsLeftOfIt() {
    var rule = FallingLossReward(tasks: 2)
    #expect(rule.reward(loss: 2, of: 0) == 0)
    #expect(rule.reward(loss: 1, of: 1) == 0)
    #expect(isClose(rule.reward(loss: 1.5, of: 0), 1 - exp(-1.5)))
    #expect(rule.reward(loss: 1.5, of: 0) == 0)
    #expect(rule.reward(loss: 1.6, of: 0) == 0)
    #expect(isClose(rule.reward(loss: 1e-12, of: 1), 1e-12, relative: 1e-9))
  }

  @Test(arguments: [0.0, 1e-300, 1e300, .infinity])
  func theRewardOfAnyLossIsInItsRange(loss: Double) {
    let reward = FallingLossReward.reward(loss: loss, previous: .infinity)
    #expect(CounterfactualPolicy.rewards.contains(reward))
  }

  @Test func alignmentIsTheCosine() {
    let right = [3.0, 4]
    #expect(isClose(GradientAlignment.reward(auxiliary: [4, 3], primary: right), 24.0 / 25))
    #expect(isClose(GradientAlignment.reward(auxiliary: [-6, -8], primary: right), -1))
    #expect(isClose(GradientAlignment.reward(auxiliary: [-4, 3], primary: right), 0))
    #expect(GradientAlignment.reward(auxiliary: [0, 0], primary: right) == 0)
    #expect(
      isClose(
        GradientAlignment.reward(product: 24, auxiliarySquared: 25, primarySquared: 25), 0.96))
  }

  @Test(arguments: [1e-300, 1e300])
  func alignmentDoesNotSeeTheSizeOfGradients(size: Double) {
    let reward = GradientAlignment.reward(auxiliary: [4 * size, 3 * size], primary: [3, 4])
    #expect(isClose(reward, 24.0 / 25))
  }
}
