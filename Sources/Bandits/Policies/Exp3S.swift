import GSLNumerics

/// Exponential weights for rewards that may change at any time.
///
/// Follows Graves et al. (2017) <https://arxiv.org/abs/1704.03003> in the form of Glover and Hokamp (2019),
/// equations 5 and 6 <https://arxiv.org/abs/1907.06214>: rewards are scaled by the quantiles of a
/// reservoir, and divided by the softmax of the weights, where Graves divides by the probability with
/// which the arm was chosen. The reward is the prediction gain: the loss of a batch before its update
/// minus the loss of the same batch after.
///
/// Multiplying all rewards by a positive number, or adding one, changes nothing.
public struct Exp3S: TaskPolicy, Equatable {
  /// The probability ε of a uniform choice.
  public let exploration: Double

  /// The learning rate η of the weights.
  public let learningRate: Double

  /// The logarithms ω of the weights, `[arms]`; the largest is zero.
  public private(set) var logWeights: [Double]

  /// The number of rewards observed.
  public private(set) var updates = 0

  /// The rewards whose quantiles scale the next one.
  public private(set) var reservoir: RewardReservoir

  /// Creates a policy without observations; the constants are those of both papers.
  ///
  /// - Parameters:
  ///   - arms: The number of arms, positive.
  ///   - learningRate: η, positive.
  ///   - exploration: ε in 0...1.
  ///   - reservoir: An empty reservoir.
  public init(
    arms: Int, learningRate: Double = 1e-3, exploration: Double = 0.05,
    reservoir: RewardReservoir = RewardReservoir()
  ) {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    precondition(
      learningRate > 0 && learningRate.isFinite,
      "a positive learning rate is expected, got \(learningRate)")
    precondition((0...1).contains(exploration), "a share in 0...1 is expected, got \(exploration)")
    self.learningRate = learningRate
    self.exploration = exploration
    self.reservoir = reservoir
    logWeights = Array(repeating: 0, count: arms)
  }

  /// The number of arms.
  public var arms: Int { logWeights.count }

  /// (1 − ε) softmax(ω) + ε / N, `[arms]`.
  public var probabilities: [Double] {
    softmax(logWeights).map { (1 - exploration) * $0 + exploration / Double(arms) }
  }

  /// Moves the arm's weight by its scaled reward, then all weights towards each other by 1 / t.
  public mutating func observe(reward: Double, of arm: Int) {
    check(reward: reward, of: arm)
    reservoir.add(reward)
    updates += 1
    guard arms > 1 else { return }
    var moved = logWeights
    moved[arm] += learningRate * reservoir.scaled(reward) / softmax(logWeights)[arm]
    // ω₁ is given, so the first update makes ω₂ and takes α₂ = 1/2.
    let t = Double(updates + 1)
    let (keep, share) = (log(1 - 1 / t), -log(t * Double(arms - 1)))
    let others = logSumsOfOthers(moved)
    let mixed = zip(moved, others).map { logSum(keep + $0, share + $1) }
    // A common factor changes no probability, now or later, and keeps the weights from overflowing.
    let largest = mixed.max() ?? 0
    logWeights = mixed.map { $0 - largest }
  }

  /// Returns for each arm the logarithm of the sum of the others' weights, `[arms]`.
  ///
  /// From prefix and suffix sums, since subtracting from the whole sum would cancel.
  private func logSumsOfOthers(_ logarithms: [Double]) -> [Double] {
    var after = [Double](repeating: -.infinity, count: arms)
    for arm in (0..<arms - 1).reversed() {
      after[arm] = logSum(after[arm + 1], logarithms[arm + 1])
    }
    var before = -Double.infinity
    return logarithms.indices.map { arm in
      defer { before = logSum(before, logarithms[arm]) }
      return logSum(before, after[arm])
    }
  }
}
