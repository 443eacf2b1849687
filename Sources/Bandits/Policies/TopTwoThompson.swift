public import GSLNumerics

/// Thompson sampling that identifies the best arm rather than playing it.
///
/// Follows Russo (2016), algorithm 3, TTTS <https://arxiv.org/abs/1602.08448>: the arm whose draw is the
/// largest with probability β, otherwise the first other arm whose draw is the largest when all are drawn
/// again. Differs in at most a hundred such draws; after that, the other arm is drawn from the same
/// probabilities, computed by quadrature.
public struct TopTwoThompson: TaskPolicy, Equatable {
  /// The probability β of choosing the leader.
  public let leaderShare: Double

  /// The posterior of each arm's chance of success, `[arms]`.
  public private(set) var posteriors: [BetaPosterior]

  /// Creates a policy without observations.
  ///
  /// - Parameters:
  ///   - arms: The number of arms, positive.
  ///   - prior: The prior of each.
  ///   - leaderShare: β in 0...1; a half is never far from the best, whatever the arms are.
  public init(arms: Int, prior: BetaPosterior = BetaPosterior(), leaderShare: Double = 0.5) {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    precondition((0...1).contains(leaderShare), "a share in 0...1 is expected, got \(leaderShare)")
    self.leaderShare = leaderShare
    posteriors = Array(repeating: prior, count: arms)
  }

  /// A reward is a fraction of a success.
  public static var rewards: ClosedRange<Double> { 0...1 }

  /// The number of arms.
  public var arms: Int { posteriors.count }

  /// The posterior probability that each arm is the best, `[arms]`.
  public var probabilitiesOfBeingBest: [Double] { posteriors.probabilitiesOfBeingLargest }

  /// The probability of choosing each arm, `[arms]`.
  public var probabilities: [Double] {
    let best = probabilitiesOfBeingBest
    guard arms > 1 else { return best }
    var probabilities = best.map { leaderShare * $0 }
    for leader in best.indices where best[leader] > 0 {
      let share = (1 - leaderShare) * best[leader]
      for (arm, other) in challengers(of: leader, best).enumerated() {
        probabilities[arm] += share * other
      }
    }
    return probabilities
  }

  /// The probability that each arm is the first other one, `[arms]`; zero for the leader.
  private func challengers(of leader: Int, _ best: [Double]) -> [Double] {
    var weights = best
    weights[leader] = 0
    // Where the leader is certain to double precision, the next is the one with the largest mean.
    if weights.allSatisfy({ $0 == 0 }) {
      let others = posteriors.indices.filter { $0 != leader }
      let largest = others.map { posteriors[$0].mean }.max() ?? 0
      for arm in others where posteriors[arm].mean == largest { weights[arm] = 1 }
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// Chooses the leader or a challenger; one beta variate per arm for each draw of all.
  public mutating func choose(using stream: RandomStream) -> Int {
    let leader = posteriors.drawOfLargest(using: stream)
    guard arms > 1, !stream.bernoulli(leaderShare) else { return leader }
    for _ in 0..<100 {
      let challenger = posteriors.drawOfLargest(using: stream)
      if challenger != leader { return challenger }
    }
    return stream.categorical(challengers(of: leader, probabilitiesOfBeingBest))
  }

  /// Counts the reward of the arm that was pulled.
  public mutating func observe(reward: Double, of arm: Int) {
    check(reward: reward, of: arm)
    posteriors[arm].update(reward: reward)
  }
}
