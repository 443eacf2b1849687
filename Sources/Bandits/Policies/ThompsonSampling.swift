public import GSLNumerics

/// Discounted Thompson sampling for arms that succeed or fail.
///
/// Follows Guo, Pasunuru and Bansal (2019), algorithm 1 <https://arxiv.org/abs/1904.04153>, whose
/// decay is that of discounted Thompson sampling (Raj and Kalyani 2017). Differs in keeping the
/// undiscounted posteriors as well: with γ = 0.3 all arms together never hold more than 1/γ ≈ 3.3
/// pseudo-observations, which is enough to follow a change and too little to rank the arms.
public struct ThompsonSampling: TaskPolicy, Equatable {
  /// The prior of each arm.
  public let prior: BetaPosterior

  /// The fraction γ of the evidence that every arm forgets at each update.
  public let decay: Double

  /// The arm that is pulled first, or nil to draw it.
  public let firstArm: Int?

  /// The discounted posteriors, which choose the next pull: decayed towards the prior at every update,
  /// `[arms]`.
  public private(set) var discounted: [BetaPosterior]

  /// The undiscounted posteriors, which rank the arms: all evidence has equal weight, `[arms]`.
  public private(set) var undiscounted: [BetaPosterior]

  /// The number of pulls of each arm, `[arms]`.
  public private(set) var pulls: [Int]

  /// Creates a policy without observations.
  ///
  /// - Parameters:
  ///   - arms: The number of arms, positive.
  ///   - prior: The prior of each.
  ///   - decay: The fraction γ in 0...1; zero forgets nothing.
  ///   - firstArm: The arm to pull first: in the paper's code, the primary.
  public init(
    arms: Int, prior: BetaPosterior = BetaPosterior(), decay: Double = 0, firstArm: Int? = nil
  ) {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    precondition(decay >= 0 && decay <= 1, "a decay in 0...1 is expected, got \(decay)")
    if let firstArm {
      precondition((0..<arms).contains(firstArm), "arm \(firstArm) of \(arms) does not exist")
    }
    self.prior = prior
    self.decay = decay
    self.firstArm = firstArm
    discounted = Array(repeating: prior, count: arms)
    undiscounted = discounted
    pulls = Array(repeating: 0, count: arms)
  }

  /// The number of arms.
  public var arms: Int { discounted.count }

  /// A reward is a fraction of a success.
  public static var rewards: ClosedRange<Double> { 0...1 }

  /// The probability that each arm has the largest chance of success, by the discounted posteriors,
  /// `[arms]`.
  ///
  /// - Complexity: O(*n* log *n*) for *n* different posteriors of similar width, some 300 incomplete beta
  ///   functions for each.
  public var probabilities: [Double] {
    guard let first = unplayedFirstArm else { return discounted.probabilitiesOfBeingLargest }
    return discounted.indices.map { $0 == first ? 1 : 0 }
  }

  /// The arms by the mean of the undiscounted posterior, the best first; ties by number.
  public var ranking: [Int] {
    undiscounted.indices.sorted {
      (-undiscounted[$0].mean, $0) < (-undiscounted[$1].mean, $1)
    }
  }

  private var unplayedFirstArm: Int? {
    pulls.allSatisfy { $0 == 0 } ? firstArm : nil
  }

  /// Draws a chance of success for each arm and chooses the arm with the largest, ties at random.
  ///
  /// One beta variate per arm, and one whole number if there is a tie; none for the first arm.
  public mutating func choose(using stream: RandomStream) -> Int {
    unplayedFirstArm ?? discounted.drawOfLargest(using: stream)
  }

  /// Decays every arm, then counts the reward of the arm that was pulled.
  public mutating func observe(reward: Double, of arm: Int) {
    check(reward: reward, of: arm)
    discounted = discounted.map { $0.decayed(by: decay, towards: prior) }
    discounted[arm].update(reward: reward)
    undiscounted[arm].update(reward: reward)
    pulls[arm] += 1
  }
}
