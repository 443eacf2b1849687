/// Logged data of policies, reduced to the sums that off-policy estimates need.
///
/// Sums per arm, whose size does not depend on the number of steps. The logs of several runs are pooled by
/// addition: each step counts as if the mean of all policies of the log had chosen its arm. For one
/// fixed policy these are the propensities. Ours; the pooling is the balance heuristic of Veach and
/// Guibas (1995).
public struct PolicyLog: Equatable, Sendable, Codable {
  /// The number of steps.
  public private(set) var steps = 0

  /// The sum over steps of the probability of each arm, `[arms]`.
  public private(set) var propensities: [Double]

  /// The number of choices of each arm, `[arms]`.
  public private(set) var pulls: [Int]

  /// The sum of the rewards of each arm, `[arms]`.
  public private(set) var rewards: [Double]

  /// Creates an empty log.
  ///
  /// - Precondition: There is an arm.
  public init(arms: Int) {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    propensities = Array(repeating: 0, count: arms)
    pulls = Array(repeating: 0, count: arms)
    rewards = propensities
  }

  /// The number of arms.
  public var arms: Int { pulls.count }

  /// Adds a step.
  ///
  /// - Parameters:
  ///   - reward: The reward of the arm, finite; larger is better.
  ///   - arm: The arm that was chosen.
  ///   - probabilities: The probability with which each arm was to be chosen, `[arms]`.
  public mutating func record(reward: Double, of arm: Int, probabilities: [Double]) {
    precondition(
      pulls.indices.contains(arm) && probabilities.count == arms && reward.isFinite,
      "a finite reward of one of \(arms) arms is expected, got \(reward) of \(arm)")
    precondition(
      probabilities[arm] > 0, "arm \(arm) was chosen and cannot have had no probability")
    steps += 1
    for index in probabilities.indices { propensities[index] += probabilities[index] }
    pulls[arm] += 1
    rewards[arm] += reward
  }

  /// Returns the log of the steps of both.
  public static func + (left: PolicyLog, right: PolicyLog) -> PolicyLog {
    precondition(left.arms == right.arms, "\(left.arms) arms are expected, got \(right.arms)")
    var sum = left
    sum.steps += right.steps
    for arm in 0..<sum.arms {
      sum.propensities[arm] += right.propensities[arm]
      sum.pulls[arm] += right.pulls[arm]
      sum.rewards[arm] += right.rewards[arm]
    }
    return sum
  }

  /// Returns the mean reward that a policy with these probabilities, `[arms]`, would have earned.
  ///
  /// Follows the weighted importance sampling of Glover and Hokamp (2019), equation 11
  /// <https://arxiv.org/abs/1907.06214>, summed arm by arm:
  /// Σ pₖ Rₖ/πₖ / Σ pₖ nₖ/πₖ. Zero if the log has no arm that the policy would choose.
  ///
  /// - Complexity: O(arms), whatever the number of steps.
  public func value(of probabilities: [Double]) -> Double {
    precondition(probabilities.count == arms, "\(arms) probabilities are expected")
    var (earned, weight) = (0.0, 0.0)
    for (arm, probability) in probabilities.enumerated() where pulls[arm] > 0 {
      let ratio = probability / propensities[arm]
      earned += ratio * rewards[arm]
      weight += ratio * Double(pulls[arm])
    }
    return weight > 0 ? earned / weight : 0
  }
}
