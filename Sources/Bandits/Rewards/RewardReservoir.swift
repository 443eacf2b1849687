import GSLNumerics

/// A uniform sample of all rewards so far, whose quantiles scale a reward of any size to −1...1.
///
/// Follows the reward scaling of Graves et al. (2017), section 4.2 <https://arxiv.org/abs/1704.03003>, over
/// Vitter's (1985) reservoir: once it is full, the n-th reward takes a random slot with probability
/// capacity / n.
public struct RewardReservoir: Equatable, Sendable, Codable {
  /// The largest number of rewards kept; neither paper gives it.
  public let capacity: Int

  /// The seed of the streams that choose the rewards kept, one for each reward.
  public let seed: UInt64

  /// The number of rewards seen.
  public private(set) var count = 0

  /// The rewards kept, ascending.
  public private(set) var sample: [Double] = []

  /// Creates an empty reservoir.
  ///
  /// - Precondition: The capacity is positive.
  public init(capacity: Int = 1000, seed: UInt64 = 0) {
    precondition(capacity > 0, "a positive capacity is expected, got \(capacity)")
    self.capacity = capacity
    self.seed = seed
  }

  /// Adds a reward; when full, draws one whole number from the stream `reservoir`, `count` of the seed.
  ///
  /// - Precondition: The reward is finite.
  public mutating func add(_ reward: Double) {
    precondition(reward.isFinite, "a finite reward is expected, got \(reward)")
    count += 1
    if sample.count == capacity {
      let slot = RandomStreams(seed: seed).stream("reservoir", count).integer(below: count)
      guard slot < capacity else { return }
      sample.remove(at: slot)
    }
    sample.insert(reward, at: firstIndex(notBelow: reward))
  }

  /// Returns a quantile of the sample, by linear interpolation.
  ///
  /// - Precondition: There is a reward, and the probability is in 0...1.
  public func quantile(_ probability: Double) -> Double {
    precondition(
      !sample.isEmpty && (0...1).contains(probability),
      "a reward and a probability in 0...1 are expected, got \(sample.count) and \(probability)")
    let position = probability * Double(sample.count - 1)
    let below = Int(position)
    let share = position - Double(below)
    let above = min(below + 1, sample.count - 1)
    return (1 - share) * sample[below] + share * sample[above]
  }

  /// Returns a reward in −1...1: linear between two quantiles of the sample, clipped beyond them.
  ///
  /// Zero if the two quantiles and the reward are the same.
  public func scaled(_ reward: Double, from lower: Double = 0.2, to upper: Double = 0.8) -> Double {
    let (low, high) = (quantile(lower), quantile(upper))
    if reward < low { return -1 }
    if reward > high { return 1 }
    guard high > low else { return 0 }
    // In halves, since the distance of two finite numbers need not be finite.
    return 2 * ((reward / 2 - low / 2) / (high / 2 - low / 2)) - 1
  }

  private func firstIndex(notBelow reward: Double) -> Int {
    var (lower, upper) = (0, sample.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if sample[middle] < reward { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
