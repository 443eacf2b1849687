public import GSLNumerics

/// A rule that decides which arm to pull next from the rewards so far.
public protocol BanditPolicy: Sendable {
  /// The number of arms, which are numbered from zero.
  var arms: Int { get }

  /// Chooses the arm to pull; a number of draws that depends on the policy.
  mutating func choose(using stream: RandomStream) -> Int

  /// Learns the reward, in 0...1, of an arm that was pulled; larger is better.
  mutating func observe(reward: Double, of arm: Int)
}
