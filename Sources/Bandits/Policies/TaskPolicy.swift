public import GSLNumerics

/// A rule that chooses the task, or arm, of the next batch by the rewards so far.
///
/// A policy is a value whose whole state is encoded: a decoded policy continues unchanged.
public protocol TaskPolicy: Sendable, Codable {
  /// The number of arms, which are numbered from zero.
  var arms: Int { get }

  /// The probability of choosing each arm now, `[arms]`; they sum to one.
  var probabilities: [Double] { get }

  /// The range of rewards that may be observed.
  static var rewards: ClosedRange<Double> { get }

  /// Chooses an arm; a number of draws that depends on the policy.
  mutating func choose(using stream: RandomStream) -> Int

  /// Learns from the reward of an arm that was chosen; larger is better.
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
