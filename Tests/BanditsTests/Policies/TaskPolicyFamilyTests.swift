import Bandits
import Foundation
import GSLNumerics
import NumericalChecks
import Testing

/// What every policy must do.
@Suite struct TaskPolicyFamilyTests {
  /// A policy of a number of arms, whose numbers of examples are given.
  struct Member: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable ([Int]) -> any TaskPolicy
  }

  static let members = [
    Member(testDescription: "uniform") { FixedPolicy.uniform(arms: $0.count) },
    Member(testDescription: "task size") { FixedPolicy.taskSize($0) },
    Member(testDescription: "temperature") {
      FixedPolicy.temperature($0, temperature: 3, cap: 500)
    },
    Member(testDescription: "Thompson sampling") { ThompsonSampling(arms: $0.count, decay: 0.1) },
    Member(testDescription: "top-two Thompson sampling") { TopTwoThompson(arms: $0.count) },
    Member(testDescription: "UCB1") { UCB1(arms: $0.count) },
    Member(testDescription: "Exp3.S") {
      Exp3S(
        arms: $0.count, learningRate: 0.1, reservoir: RewardReservoir(capacity: 20, seed: 3))
    },
    Member(testDescription: "ODM, released") { OnlineDataMixing(arms: $0.count) },
    Member(testDescription: "ODM, paper") { OnlineDataMixing(arms: $0.count, rule: .paper) },
    Member(testDescription: "counterfactual") { CounterfactualPolicy(arms: $0.count) },
  ]

  private static let examples = [100, 2500, 40, 900, 40, 100_000]

  /// Rewards of arms in turn, in 0...1.
  private func history(arms: Int, length: Int = 60) -> [(arm: Int, reward: Double)] {
    let stream = RandomStream(seed: 8)
    return (0..<length).map { _ in
      let arm = stream.integer(below: arms)
      return (arm, stream.beta(1 + Double(arm), 3))
    }
  }

  private func expectProbabilities(_ policy: any TaskPolicy, _ what: Comment) {
    let probabilities = policy.probabilities
    #expect(probabilities.count == policy.arms, what)
    #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 }, what)
    #expect(isClose(probabilities.reduce(0, +), 1, absolute: 1e-9), what)
  }

  @Test(arguments: members)
  func probabilitiesSumToOneWhateverWasSeen(member: Member) {
    for arms in 1...6 {
      var policy = member.make(Array(Self.examples.prefix(arms)))
      expectProbabilities(policy, "\(arms) arms, never updated")
      for (arm, reward) in history(arms: arms) { policy.observe(reward: reward, of: arm) }
      expectProbabilities(policy, "\(arms) arms")
    }
  }

  @Test(arguments: members)
  func theOrderOfTheArmsDoesNotMatter(member: Member) {
    let order = [3, 0, 5, 1, 4, 2]
    var plain = member.make(Self.examples)
    var permuted = member.make(order.map { Self.examples[$0] })
    for (arm, reward) in history(arms: 6) {
      plain.observe(reward: reward, of: arm)
      permuted.observe(reward: reward, of: order.firstIndex(of: arm) ?? 0)
      let expected = plain.probabilities
      #expect(
        isClose(permuted.probabilities, order.map { expected[$0] }, relative: 1e-9, absolute: 1e-12)
      )
    }
  }

  /// Arms that are hardly ever chosen are counted together.
  @Test(arguments: members)
  func choicesFollowTheProbabilities(member: Member) {
    var policy = member.make(Self.examples)
    for updates in [0, 25] {
      for (arm, reward) in history(arms: 6, length: updates) {
        policy.observe(reward: reward, of: arm)
      }
      let probability = fit(of: policy, to: policy.probabilities)
      #expect(probability > 1e-5, "after \(updates) updates")
    }
  }

  /// The probability that choices stray as far from their probabilities as these do.
  private func fit(of policy: any TaskPolicy, to probabilities: [Double]) -> Double {
    let (n, stream) = (4000, RandomStream(seed: 12))
    var counts = [Int](repeating: 0, count: policy.arms)
    for _ in 0..<n {
      var copy = policy
      counts[copy.choose(using: stream)] += 1
    }
    let common = probabilities.indices.filter { probabilities[$0] * Double(n) >= 10 }
    let rest = probabilities.indices.filter { !common.contains($0) }
    let seldom = rest.reduce(0) { $0 + counts[$1] }
    let expected = rest.reduce(0) { $0 + probabilities[$1] * Double(n) }
    guard common.count > 1 else { return Double(seldom) <= expected + 8 ? 1 : 0 }
    // The rest joins the largest, where it is smallest beside what is there.
    let host = common.max { probabilities[$0] < probabilities[$1] }
    return chiSquare(
      common.map { counts[$0] + ($0 == host ? seldom : 0) },
      expected: common.map { Double(n) * probabilities[$0] + ($0 == host ? expected : 0) })
  }

  @Test func choicesThatDoNotFollowTheProbabilitiesAreCaught() {
    let policy = FixedPolicy(weights: [1, 2, 3])
    #expect(fit(of: policy, to: policy.probabilities) > 1e-5)
    #expect(fit(of: policy, to: [0.2, 0.3, 0.5]) < 1e-5)
  }

  private func copied<Policy: TaskPolicy>(_ policy: Policy) throws -> Policy {
    try JSONDecoder().decode(Policy.self, from: JSONEncoder().encode(policy))
  }

  @Test(arguments: members)
  func whatWasWrittenDownAndReadAgainGoesOnTheSame(member: Member) throws {
    var policy: any TaskPolicy = member.make(Self.examples)
    for (arm, reward) in history(arms: 6, length: 30) { policy.observe(reward: reward, of: arm) }
    var copy: any TaskPolicy = try copied(policy)
    #expect(copy.probabilities == policy.probabilities)
    let (left, right) = (RandomStream(seed: 1), RandomStream(seed: 1))
    for (_, reward) in history(arms: 6, length: 40) {
      let arm = policy.choose(using: left)
      #expect(copy.choose(using: right) == arm)
      policy.observe(reward: reward, of: arm)
      copy.observe(reward: reward, of: arm)
    }
    #expect(copy.probabilities == policy.probabilities)
  }

  @Test(arguments: members)
  func extremeRewardsLeaveNoNaN(member: Member) throws {
    for arms in [1, 2, 1000] {
      var policy = member.make(Array(repeating: 10, count: arms))
      let range = type(of: policy).rewards
      let extremes = [range.upperBound, range.lowerBound, 0, 1e300, -1e300, 1e-300, -1e-300, 1]
        .filter(range.contains)
      for (step, reward) in (extremes + extremes).enumerated() {
        policy.observe(reward: reward, of: step * step % arms)
      }
      expectProbabilities(policy, "\(arms) arms")
      #expect((0..<arms).contains(policy.choose(using: RandomStream(seed: 2))))
      // JSON has no word for infinity.
      #expect(throws: Never.self) { try copied(policy) }
    }
  }

  @Test(arguments: members)
  func thousandsOfEqualRewardsLeaveNoNaN(member: Member) {
    for reward in [0.0, 1] {
      var policy = member.make([10, 20, 30])
      for _ in 0..<3000 { policy.observe(reward: reward, of: 1) }
      expectProbabilities(policy, "\(reward)")
    }
  }

  /// Exp3.S scales rewards by their quantiles.
  @Test(arguments: [(1e-6, 0.0), (1e6, 0), (3, -20), (0.5, 1000)])
  func exp3SDoesNotSeeTheScaleOfRewards(factor: Double, shift: Double) {
    var (plain, other) = (Exp3S(arms: 4, learningRate: 0.2), Exp3S(arms: 4, learningRate: 0.2))
    for (arm, reward) in history(arms: 4) {
      plain.observe(reward: reward, of: arm)
      other.observe(reward: factor * reward + shift, of: arm)
    }
    #expect(isClose(plain.probabilities, other.probabilities, relative: 1e-8))
    #expect(plain.probabilities.max() ?? 0 > 0.3)
  }
}
