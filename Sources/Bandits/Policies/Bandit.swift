import GSLNumerics

/// A policy with a seed of its own, for a bandit alone.
///
/// The n-th choice draws from the n-th stream of the seed, so that a decoded bandit continues exactly where the
/// encoded one was.
public struct Bandit<Policy: TaskPolicy>: Sendable, Codable {
  /// The policy, with what it has learned.
  public private(set) var policy: Policy

  /// The seed of all choices.
  public let seed: UInt64

  /// The number of choices so far.
  public private(set) var choices = 0

  /// Creates a bandit that has made no choice.
  public init(_ policy: Policy, seed: UInt64) {
    self.policy = policy
    self.seed = seed
  }

  /// How likely each arm is to be chosen now, `[arms]`.
  public var probabilities: [Double] { policy.probabilities }

  /// Chooses an arm.
  public mutating func choose() -> Int {
    defer { choices += 1 }
    return policy.choose(using: RandomStreams(seed: seed).stream("choice", choices))
  }

  /// Learns the reward of an arm that was chosen; larger is better.
  ///
  /// - Precondition: The reward is in the policy's range.
  public mutating func observe(reward: Double, of arm: Int) {
    policy.observe(reward: reward, of: arm)
  }
}

extension Bandit: Equatable where Policy: Equatable {}
