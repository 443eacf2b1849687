/// The posterior of an arm's chance of success: a beta distribution.
public struct BetaPosterior: Equatable, Sendable, Codable {
  /// The first shape parameter α: successes, prior included.
  public private(set) var successes: Double

  /// The second shape parameter β: failures, prior included.
  public private(set) var failures: Double

  /// Creates a posterior; with one success and one failure it is uniform.
  ///
  /// - Precondition: Both are positive and finite.
  public init(successes: Double = 1, failures: Double = 1) {
    precondition(
      successes > 0 && failures > 0 && successes.isFinite && failures.isFinite,
      "positive finite counts are expected, got \(successes) and \(failures)")
    self.successes = successes
    self.failures = failures
  }

  /// The expected chance of success: in the paper, the arm's utility.
  public var mean: Double { successes / (successes + failures) }

  /// The standard deviation of the chance of success.
  public var standardDeviation: Double {
    let total = successes + failures
    return (successes * failures / (total + 1)).squareRoot() / total
  }

  /// Learns from one reward in 0...1; a graded reward counts as that fraction of a success.
  public mutating func update(reward: Double) {
    precondition(reward >= 0 && reward <= 1, "a reward in 0...1 is expected, got \(reward)")
    successes += reward
    failures += 1 - reward
  }

  /// Returns the posterior with a fraction of its evidence forgotten.
  ///
  /// Follows the paper's equation (1 − γ) α + γ α₀, and the same for β.
  ///
  /// - Parameters:
  ///   - decay: The fraction γ in 0...1 of the way to the prior.
  ///   - prior: The prior.
  public func decayed(by decay: Double, towards prior: BetaPosterior) -> BetaPosterior {
    precondition(decay >= 0 && decay <= 1, "a decay in 0...1 is expected, got \(decay)")
    return BetaPosterior(
      successes: (1 - decay) * successes + decay * prior.successes,
      failures: (1 - decay) * failures + decay * prior.failures)
  }
}
