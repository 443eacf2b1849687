import Bandits
import NumericalChecks
import Testing

@Suite struct BetaPosteriorTests {
  @Test func rewardsAreCounted() {
    var posterior = BetaPosterior()
    #expect(posterior.mean == 0.5)
    posterior.update(reward: 1)
    posterior.update(reward: 1)
    posterior.update(reward: 0)
    #expect(posterior == BetaPosterior(successes: 3, failures: 2))
    posterior.update(reward: 0.25)
    #expect(posterior == BetaPosterior(successes: 3.25, failures: 2.75))
    #expect(isClose(posterior.mean, 3.25 / 6))
  }

  /// `scipy.stats.beta.std(3, 2)` = 0.2.
  @Test func theSpreadIsThatOfTheBetaDistribution() {
    #expect(isClose(BetaPosterior(successes: 3, failures: 2).standardDeviation, 0.2))
  }

  @Test func decayMovesTowardsThePrior() {
    let prior = BetaPosterior(successes: 2, failures: 1)
    let posterior = BetaPosterior(successes: 10, failures: 5)
    #expect(posterior.decayed(by: 0, towards: prior) == posterior)
    #expect(posterior.decayed(by: 1, towards: prior) == prior)
    let quarter = posterior.decayed(by: 0.25, towards: prior)
    #expect(quarter == BetaPosterior(successes: 8, failures: 4))
  }
}
