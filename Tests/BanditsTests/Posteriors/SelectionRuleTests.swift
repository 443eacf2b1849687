import Bandits
import GSLNumerics
import Testing

@Suite struct SelectionRuleTests {
  private func posteriors(_ counts: [(Double, Double)]) -> [BetaPosterior] {
    counts.map { BetaPosterior(successes: $0.0, failures: $0.1) }
  }

  private func kept(_ rule: SelectionRule, _ counts: [(Double, Double)]) throws -> [Int] {
    let arms = posteriors(counts)
    return try rule.selection(discounted: arms, undiscounted: arms, primary: 0).kept
  }

  @Test func theLikeliestToHelpAreKeptBestFirst() throws {
    let counts: [(Double, Double)] = [(20, 20), (30, 10), (10, 30), (38, 4), (25, 20)]
    #expect(try kept(SelectionRule(keep: 2, threshold: 0.5), counts) == [3, 1])
    #expect(try kept(SelectionRule(keep: 5, threshold: 0.5), counts) == [3, 1, 4])
    #expect(try kept(SelectionRule(keep: 5, threshold: 0.95), counts) == [3, 1])
  }

  @Test func noArmMayBeKept() throws {
    let counts: [(Double, Double)] = [(50, 5), (5, 50), (20, 20)]
    #expect(try kept(SelectionRule(keep: 3, threshold: 0.5), counts) == [])
    #expect(try kept(SelectionRule(keep: 0, threshold: 0), counts) == [])
  }

  @Test func equalArmsAreKeptInTheirOrder() throws {
    let counts: [(Double, Double)] = [(2, 2), (5, 2), (5, 2), (5, 2)]
    #expect(try kept(SelectionRule(keep: 2, threshold: 0.5), counts) == [1, 2])
  }

  @Test func aLongRecordBeatsALuckyStart() throws {
    // Arm 2 has the larger mean, arm 1 the larger probability of beating the primary.
    let counts: [(Double, Double)] = [(50, 50), (70, 30), (3, 1)]
    #expect(try kept(SelectionRule(keep: 1, threshold: 0.5), counts) == [1])
    #expect(try kept(.paper(keep: 1), counts) == [2])
  }

  @Test func thePapersRuleRanksByThePosteriorThatActsAndHasNoThreshold() throws {
    let discounted = posteriors([(9, 1), (2, 2), (1, 2), (1.5, 1.6)])
    let undiscounted = posteriors([(90, 10), (10, 40), (40, 10), (10, 10)])
    let selection = try SelectionRule.paper(keep: 2)
      .selection(discounted: discounted, undiscounted: undiscounted, primary: 0)
    #expect(selection.kept == [1, 3])
  }

  @Test func probabilitiesThatAreKnownDecide() throws {
    let arms = posteriors([(3, 3), (4, 2), (2, 4)])
    let selection = try SelectionRule(keep: 2, threshold: 0.5).selection(
      discounted: arms, undiscounted: arms, primary: 0, probabilitiesOfHelping: [0, 0.2, 0.9])
    #expect(selection.kept == [2])
    #expect(selection.arms.map(\.probabilityOfHelping) == [nil, 0.2, 0.9])
  }

  @Test func everyArmIsReportedAndThePrimaryHasNoProbability() throws {
    var policy = ThompsonSampling(arms: 3, decay: 0.3)
    policy.observe(reward: 1, of: 2)
    let selection = try SelectionRule(keep: 1, threshold: 0.5).selection(from: policy, primary: 1)
    #expect(selection.arms.map(\.arm) == [0, 1, 2])
    #expect(selection.arms.map { $0.probabilityOfHelping == nil } == [false, true, false])
    #expect(selection.kept == [2])
  }
}
