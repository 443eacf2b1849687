import GSLNumerics

/// Optimism in the face of uncertainty: the arm with the largest upper confidence bound.
///
/// Follows Auer, Cesa-Bianchi and Fischer (2002), figure 1
/// <https://doi.org/10.1023/A:1013689704352>: every arm once, then the arm with the largest
/// mean + √(2 log n / nₖ). Ties and the order of the first pulls are random: ours.
public struct UCB1: TaskPolicy, Equatable {
  /// The sum of the rewards of each arm, `[arms]`.
  public private(set) var totals: [Double]

  /// The number of pulls of each arm, `[arms]`.
  public private(set) var pulls: [Int]

  /// Creates a policy without observations.
  ///
  /// - Precondition: There is an arm.
  public init(arms: Int) {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    totals = Array(repeating: 0, count: arms)
    pulls = Array(repeating: 0, count: arms)
  }

  /// The range of rewards for which the bound holds.
  public static var rewards: ClosedRange<Double> { 0...1 }

  /// The number of arms.
  public var arms: Int { pulls.count }

  /// One for the arm of the largest bound, shared evenly by ties, `[arms]`.
  public var probabilities: [Double] {
    let unpulled = pulls.indices.filter { pulls[$0] == 0 }
    let leaders = unpulled.isEmpty ? optimists : unpulled
    var probabilities = [Double](repeating: 0, count: arms)
    for arm in leaders { probabilities[arm] = 1 / Double(leaders.count) }
    return probabilities
  }

  private var optimists: [Int] {
    let n = Double(pulls.reduce(0, +))
    let bounds = zip(totals, pulls).map { total, pulls in
      total / Double(pulls) + (2 * log(n) / Double(pulls)).squareRoot()
    }
    let best = bounds.max() ?? 0
    return bounds.indices.filter { bounds[$0] == best }
  }

  /// Counts the reward of the arm that was pulled.
  public mutating func observe(reward: Double, of arm: Int) {
    check(reward: reward, of: arm)
    totals[arm] += reward
    pulls[arm] += 1
  }
}
