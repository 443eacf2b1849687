import Bandits
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct CounterfactualPolicyTests {
  private struct Step {
    let arm: Int
    let reward: Double
    let probabilities: [Double]
  }

  private func steps(_ weights: [Double], rewards: [Double], seed: UInt64) -> [Step] {
    let stream = RandomStream(seed: seed)
    let policy = FixedPolicy(weights: weights)
    return (0..<300).map { _ in
      let arm = stream.categorical(policy.probabilities)
      return Step(
        arm: arm, reward: rewards[arm] * stream.uniform(), probabilities: policy.probabilities)
    }
  }

  private func log(of steps: [Step]) -> PolicyLog {
    var log = PolicyLog(arms: steps[0].probabilities.count)
    for step in steps {
      log.record(reward: step.reward, of: step.arm, probabilities: step.probabilities)
    }
    return log
  }

  /// Equations 10 and 11, step by step.
  @Test func sumsOfArmsGiveTheEstimateOfAllSteps() {
    let steps = steps([1, 2, 3], rewards: [0.9, 0.5, 0.2], seed: 1)
    let target = [0.5, 0.3, 0.2]
    let ratios = steps.map { target[$0.arm] / $0.probabilities[$0.arm] }
    let earned = zip(ratios, steps).reduce(0) { $0 + $1.0 * $1.1.reward }
    #expect(isClose(log(of: steps).value(of: target), earned / ratios.reduce(0, +)))
  }

  @Test func aPolicyOfItsOwnLogIsWorthWhatItEarned() {
    let steps = steps([3, 1], rewards: [0.2, 1], seed: 2)
    let mean = steps.reduce(0) { $0 + $1.reward } / 300
    #expect(isClose(log(of: steps).value(of: steps[0].probabilities), mean, relative: 0.05))
  }

  /// Half of the steps were uniform, half were not: each arm's propensity is the mean of both.
  @Test func logsArePooledByTheMeanOfTheirPolicies() {
    let first = steps([1, 1, 1], rewards: [0.9, 0.5, 0.2], seed: 3)
    let second = steps([1, 1, 6], rewards: [0.9, 0.5, 0.2], seed: 4)
    let pooled = log(of: first) + log(of: second)
    let whole = log(of: first + second)
    #expect(pooled.steps == 600 && pooled.pulls == whole.pulls)
    #expect(isClose(pooled.propensities, whole.propensities))
    #expect(isClose(pooled.rewards, whole.rewards))
    let mixed = zip(first[0].probabilities, second[0].probabilities).map { ($0 + $1) / 2 }
    let relabelled = (first + second).map {
      Step(arm: $0.arm, reward: $0.reward, probabilities: mixed)
    }
    let target = [0.2, 0.7, 0.1]
    #expect(isClose(pooled.value(of: target), log(of: relabelled).value(of: target)))
  }

  @Test func anEmptyLogAndAnArmNeverChosenHaveNoValue() {
    #expect(PolicyLog(arms: 2).value(of: [0.5, 0.5]) == 0)
    var log = PolicyLog(arms: 2)
    log.record(reward: 0.4, of: 0, probabilities: [0.5, 0.5])
    #expect(log.value(of: [0, 1]) == 0 && isClose(log.value(of: [0.1, 0.9]), 0.4))
  }

  /// With equal numbers of pulls a round, p maximises Σ p r̄ + λ H(p): softmax(r̄ / λ).
  @Test func theBestPolicyIsTheSoftmaxOfTheMeanRewards() throws {
    let means = [0.9, 0.6, 0.3, 0.5]
    var log = PolicyLog(arms: 4)
    for arm in 0..<400 {
      log.record(
        reward: means[arm % 4], of: arm % 4, probabilities: Array(repeating: 0.25, count: 4))
    }
    let policy = try CounterfactualPolicy(from: log, using: RandomStream(seed: 5))
    let weights = means.map { exp($0 / 0.2) }
    let expected = weights.map { $0 / weights.reduce(0, +) }
    #expect(isClose(policy.probabilities, expected, absolute: 0.01))
  }

  @Test func withoutEvidenceTheLargestEntropyWins() throws {
    let policy = try CounterfactualPolicy(from: PolicyLog(arms: 5), using: RandomStream(seed: 6))
    #expect(isClose(policy.probabilities, Array(repeating: 0.2, count: 5), absolute: 0.01))
  }

  @Test func aRoundLearnsFromAllBeforeIt() throws {
    var policy = CounterfactualPolicy(arms: 2)
    for _ in 0..<10 { policy.observe(reward: 0.5, of: 1) }
    var next = try policy.improved(using: RandomStream(seed: 7))
    next.observe(reward: 0, of: 0)
    #expect(next.log.steps == 11 && next.log.pulls == [1, 10])
  }
}
