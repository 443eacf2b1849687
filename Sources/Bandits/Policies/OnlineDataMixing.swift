import GSLNumerics

/// Online data mixing: tasks with a large loss are chosen more often, increasingly so over time.
///
/// Albalak et al. (2023) <https://arxiv.org/abs/2312.02406>, in two forms: see `Rule`. The reward to observe
/// is the training loss of the batch, in nats.
public struct OnlineDataMixing: TaskPolicy, Equatable {
  /// How losses become probabilities.
  public enum Rule: String, Sendable, Codable, CaseIterable {
    /// Follows the released code (`SmoothedMeanWeightUpdater.group_update`): R is the moving average of
    /// exp(loss), and the probabilities are proportional to R itself; the code has its exponential
    /// commented out.
    case released

    /// Follows the paper: R is the moving average of loss / π, and the weights are exp(ε R), as in Exp3.
    case paper
  }

  /// How losses become probabilities.
  public let rule: Rule

  /// The weight of the past in a moving average, at each observation of its arm.
  public let smoothing: Double

  /// The number of losses observed.
  public private(set) var updates = 0

  /// The estimated reward R of each arm, `[arms]`: its logarithm by the released rule, itself by the
  /// paper's; nil for an arm that was never observed, whose R is 0.
  public private(set) var estimates: [Double?]

  /// Creates a policy without observations.
  ///
  /// - Parameters:
  ///   - arms: The number of arms, positive.
  ///   - rule: How losses become probabilities.
  ///   - smoothing: In 0..<1; 0.9 in the released code.
  public init(arms: Int, rule: Rule = .released, smoothing: Double = 0.9) {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    precondition(
      smoothing >= 0 && smoothing < 1, "a smoothing in 0..<1 is expected, got \(smoothing)")
    self.rule = rule
    self.smoothing = smoothing
    estimates = Array(repeating: nil, count: arms)
  }

  /// The number of arms.
  public var arms: Int { estimates.count }

  /// (1 − K ε) times the share of R, or of exp(ε R), plus ε, `[arms]`.
  public var probabilities: [Double] {
    guard updates > 0 else { return FixedPolicy.uniform(arms: arms).probabilities }
    let (shares, floor): ([Double], Double)
    switch rule {
    case .released:
      floor = exploration(at: updates)
      let lowest = -Double.greatestFiniteMagnitude
      let seen = estimates.map { $0 == nil ? 0.0 : 1 }
      let weights = zip(softmax(estimates.map { $0 ?? lowest }), seen).map { $0 * $1 }
      let total = weights.reduce(0, +)
      shares = weights.map { $0 / total }
    case .paper:
      floor = exploration(at: updates + 1)
      let rate = exploration(at: updates)
      shares = softmax(estimates.map { rate * ($0 ?? 0) })
    }
    return shares.map { (1 - Double(arms) * floor) * $0 + floor }
  }

  /// εₜ = min(1/K, √(log K / (K t))).
  private func exploration(at step: Int) -> Double {
    let k = Double(arms)
    return min(1 / k, (log(k) / (k * Double(step))).squareRoot())
  }

  /// Takes a loss into the moving average of its arm.
  public mutating func observe(reward loss: Double, of arm: Int) {
    check(reward: loss, of: arm)
    switch rule {
    case .released:
      let new = log(1 - smoothing) + loss
      let old = estimates[arm].map { log(smoothing) + $0 } ?? -.infinity
      estimates[arm] = finite(logSum(old, new))
    case .paper:
      let new = (1 - smoothing) * (loss / probabilities[arm])
      estimates[arm] = finite(smoothing * (estimates[arm] ?? 0) + new)
    }
    updates += 1
  }

  /// The nearest finite number.
  private func finite(_ value: Double) -> Double {
    min(max(value, -Double.greatestFiniteMagnitude), Double.greatestFiniteMagnitude)
  }
}
