import GSLNumerics
import Testing

@testable import ReferenceExperiments

@Suite struct MultitaskBanditTests {
  private func bandit(_ seed: UInt64) -> MultitaskBandit {
    MultitaskBandit(arms: 8, horizon: 1000, using: RandomStream(seed: seed))
  }

  @Test func aTaskIsLearnedWhenChosenAndForgottenAlways() {
    var bandit = bandit(1)
    let loss = bandit.step(2)
    let gained = min(bandit.increments[2], bandit.ceilings[2]) - bandit.decrements[2]
    #expect(loss.before == 1 && loss.after == 1 - gained)
    let learned = bandit.scores[2]
    _ = bandit.step(3)
    #expect(bandit.scores[2] == learned - bandit.decrements[2])
    #expect(bandit.scores[0] == 0)
  }

  @Test func noTaskPassesItsCeiling() {
    var bandit = bandit(2)
    for _ in 0..<5000 { _ = bandit.step(1) }
    #expect(bandit.scores[1] == bandit.ceilings[1] - bandit.decrements[1])
  }

  /// A task that is chosen as often as the oracle says, without forgetting, ends at its ceiling.
  @Test(arguments: 1...5)
  func environmentsAreDrawnAsThePaperSays(seed: UInt64) {
    let bandit = bandit(seed)
    #expect(abs(bandit.oracle.reduce(0, +) - 1) < 1e-12)
    for task in 0..<8 {
      #expect((0.5...1).contains(bandit.ceilings[task]))
      #expect((0...0.01).contains(bandit.decrements[task] / bandit.increments[task]))
      let reached = bandit.increments[task] * bandit.oracle[task] * 1000
      #expect(abs(reached - bandit.ceilings[task]) < 1e-12)
    }
  }

  @Test func theMedianIsTheMiddle() {
    #expect(median([3, 1, 2]) == 2 && median([4, 1, 2, 3]) == 2.5 && median([7]) == 7)
  }
}
