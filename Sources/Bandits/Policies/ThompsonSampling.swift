public import GSLNumerics

/// Thompson sampling for arms that succeed or fail, with evidence that fades.
///
/// Follows Guo, Pasunuru and Bansal (2019), algorithm 1 <https://arxiv.org/abs/1904.04153>, whose
/// decay is that of discounted Thompson sampling (Raj and Kalyani 2017). Differs in keeping a second,
/// undecayed count: with γ = 0.3 all arms together never hold more than 1/γ ≈ 3.3 pseudo-observations,
/// which is enough to follow a change and too little to rank the arms by.
public struct ThompsonSampling: TaskPolicy, Equatable {
  /// What is believed of an arm before it was ever pulled.
  public let prior: BetaPosterior

  /// The share γ of the evidence that every arm forgets at each update.
  public let decay: Double

  /// The arm that is pulled first, or nil to draw that one too.
  public let firstArm: Int?

  /// What decides the next pull: decayed towards the prior at every update, `[arms]`.
  public private(set) var acting: [BetaPosterior]

  /// What ranks the arms in the end: all evidence with equal weight, `[arms]`.
  public private(set) var ranking: [BetaPosterior]

  /// How often each arm was pulled, `[arms]`.
  public private(set) var pulls: [Int]

  /// Creates a policy that has seen nothing.
  ///
  /// - Parameters:
  ///   - arms: The number of arms, positive.
  ///   - prior: What is believed of each.
  ///   - decay: The share γ in 0...1; zero forgets nothing.
  ///   - firstArm: The arm to pull first: the primary, in the paper's code.
  public init(
    arms: Int, prior: BetaPosterior = BetaPosterior(), decay: Double, firstArm: Int? = nil
  ) {
    precondition(arms > 0, "a positive number of arms is expected, got \(arms)")
    precondition(decay >= 0 && decay <= 1, "a decay in 0...1 is expected, got \(decay)")
    if let firstArm {
      precondition((0..<arms).contains(firstArm), "arm \(firstArm) of \(arms) does not exist")
    }
    self.prior = prior
    self.decay = decay
    self.firstArm = firstArm
    acting = Array(repeating: prior, count: arms)
    ranking = acting
    pulls = Array(repeating: 0, count: arms)
  }

  /// The number of arms.
  public var arms: Int { acting.count }

  /// A reward is a share of a success.
  public static var rewards: ClosedRange<Double> { 0...1 }

  /// How likely each arm is to have the largest chance of success, by the posteriors that act, `[arms]`.
  ///
  /// - Complexity: O(*n* log *n*) for *n* different posteriors of like width, some 300 incomplete beta
  ///   functions for each.
  public var probabilities: [Double] {
    guard let first = unplayedFirstArm else { return acting.probabilitiesOfBeingLargest }
    return acting.indices.map { $0 == first ? 1 : 0 }
  }

  private var unplayedFirstArm: Int? {
    pulls.allSatisfy { $0 == 0 } ? firstArm : nil
  }

  /// Draws a chance of success for each arm and chooses the arm with the largest, ties at random.
  ///
  /// One beta variate an arm, and one whole number if there is a tie; none for the first arm.
  public mutating func choose(using stream: RandomStream) -> Int {
    unplayedFirstArm ?? acting.drawOfLargest(using: stream)
  }

  /// Lets every arm forget, then counts the reward for the one that was pulled.
  public mutating func observe(reward: Double, of arm: Int) {
    check(reward: reward, of: arm)
    acting = acting.map { $0.decayed(by: decay, towards: prior) }
    acting[arm].update(reward: reward)
    ranking[arm].update(reward: reward)
    pulls[arm] += 1
  }
}
