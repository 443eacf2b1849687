public import GSLNumerics

/// A rule that decides which task, or arm, the next batch comes from, by the rewards so far.
///
/// A policy is a value whose whole state is encoded: one that was written down and read again goes on
/// as if nothing had happened.
public protocol TaskPolicy: Sendable, Codable {
  /// The number of arms, which are numbered from zero.
  var arms: Int { get }

  /// How likely each arm is to be chosen now, `[arms]`; they sum to one.
  var probabilities: [Double] { get }

  /// The rewards that may be observed.
  static var rewards: ClosedRange<Double> { get }

  /// Chooses an arm; a number of draws that depends on the policy.
  mutating func choose(using stream: RandomStream) -> Int

  /// Learns the reward of an arm that was chosen; larger is better.
  mutating func observe(reward: Double, of arm: Int)
}

extension TaskPolicy {
  /// Every finite number.
  public static var rewards: ClosedRange<Double> {
    -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  }

  /// Chooses an arm by its probability; one draw.
  public mutating func choose(using stream: RandomStream) -> Int {
    stream.categorical(probabilities)
  }

  /// Traps on an arm that does not exist and on a reward that may not be observed.
  func check(reward: Double, of arm: Int) {
    precondition((0..<arms).contains(arm), "arm \(arm) of \(arms) does not exist")
    precondition(
      Self.rewards.contains(reward), "a reward in \(Self.rewards) is expected, got \(reward)")
  }
}
