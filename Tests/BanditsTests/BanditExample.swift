import Bandits

// The code between the two lines of dashes stands on the module's page too; a test compares them.
// --------------------------------------------------------------------------------------------------
/// Finds the slot machine that pays most often.
func bestMachine(of machines: [(_ pull: Int) -> Double]) -> Int {
  var bandit = Bandit(ThompsonSampling(arms: machines.count), seed: 1)
  for pull in 0..<200 {
    let arm = bandit.choose()
    bandit.observe(reward: machines[arm](pull), of: arm)
  }
  return bandit.policy.ranking[0]
}
// --------------------------------------------------------------------------------------------------
