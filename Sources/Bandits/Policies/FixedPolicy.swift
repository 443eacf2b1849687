import GSLNumerics

/// A policy with constant probabilities.
public struct FixedPolicy: TaskPolicy, Equatable {
  /// The probability of each arm, `[arms]`.
  public let probabilities: [Double]

  /// Creates the policy whose probabilities are proportional to weights.
  ///
  /// - Precondition: The weights are not negative, and their sum is positive and finite.
  public init(weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(
      total > 0 && total.isFinite && weights.allSatisfy { $0 >= 0 },
      "weights with a positive sum are expected, got \(weights)")
    probabilities = weights.map { $0 / total }
  }

  /// The number of arms.
  public var arms: Int { probabilities.count }

  /// Learns nothing.
  public mutating func observe(reward: Double, of arm: Int) {
    check(reward: reward, of: arm)
  }
}

extension FixedPolicy {
  /// Returns the policy proportional to the numbers of examples: |Dₖ| / Σ |Dⱼ|.
  ///
  /// Follows Phang et al. (2018) <https://arxiv.org/abs/1811.01088>.
  ///
  /// - Parameter examples: The number of training examples of each arm, `[arms]`.
  /// - Precondition: Each number is positive.
  public static func taskSize(_ examples: [Int]) -> FixedPolicy {
    temperature(examples, temperature: 1)
  }
}

extension FixedPolicy {
  /// Returns the policy between task size and uniform: p ∝ min(|Dₖ|, cap)^(1/T).
  ///
  /// Follows the samplers of jiant and of Raffel et al. (2020), section 3.5.2
  /// <https://arxiv.org/abs/1910.10683>.
  ///
  /// - Parameters:
  ///   - examples: The number of training examples of each arm, `[arms]`.
  ///   - temperature: T, positive; 1 for task size, ∞ for uniform.
  ///   - cap: The number of examples above which more do not count; nil for none.
  /// - Precondition: Each number is positive.
  public static func temperature(
    _ examples: [Int], temperature: Double, cap: Int? = nil
  ) -> FixedPolicy {
    precondition(
      !examples.isEmpty && examples.allSatisfy { $0 > 0 },
      "positive numbers of examples are expected, got \(examples)")
    precondition(temperature > 0, "a positive temperature is expected, got \(temperature)")
    precondition(cap.map { $0 > 0 } ?? true, "a positive cap is expected, got \(cap ?? 0)")
    let logarithms = examples.map { log(Double(min($0, cap ?? $0))) / temperature }
    return FixedPolicy(weights: softmax(logarithms))
  }
}

extension FixedPolicy {
  /// Returns the policy with equal probabilities: 1 / N.
  ///
  /// - Precondition: There is an arm.
  public static func uniform(arms: Int) -> FixedPolicy {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    return FixedPolicy(weights: Array(repeating: 1, count: arms))
  }
}
