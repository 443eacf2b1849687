public import GSLNumerics

/// The fixed policy of the largest estimated reward on logged data.
///
/// Follows Glover and Hokamp (2019), section 3.3 <https://arxiv.org/abs/1907.06214>: the softmax policy with the
/// largest weighted importance sampling estimate plus λ times its entropy, found by CMA-ES. What the paper
/// leaves open is ours: the search starts at the uniform policy with a step of 0.5 and returns its final
/// mean. A further round learns from the logs of all rounds, because the newest alone mostly covers the arms
/// that it chose, and policies oscillate. The rewards are those of `FallingLossReward`.
public struct CounterfactualPolicy: TaskPolicy, Equatable {
  /// The settings of learning a policy from a log.
  public struct Settings: Equatable, Sendable, Codable {
    /// The weight λ of the entropy, in units of the reward.
    public var entropyWeight: Double

    /// The number of generations of CMA-ES.
    public var iterations: Int

    /// The number of policies of a generation.
    public var population: Int

    /// The standard deviation of the first generation's logits.
    public var stepSize: Double

    /// Creates settings; the defaults are those of the paper's bandit, λ chosen there from 0.1 to 0.25.
    ///
    /// For its GLUE runs the paper has λ = 0.15 and 50 iterations.
    public init(
      entropyWeight: Double = 0.2, iterations: Int = 20, population: Int = 64,
      stepSize: Double = 0.5
    ) {
      precondition(
        entropyWeight >= 0 && entropyWeight.isFinite && iterations >= 0 && population >= 4
          && stepSize > 0 && stepSize.isFinite,
        "a weight and a number of iterations of at least 0, a population of at least 4 and a positive "
          + "step are expected")
      self.entropyWeight = entropyWeight
      self.iterations = iterations
      self.population = population
      self.stepSize = stepSize
    }
  }

  /// The probability of each arm, `[arms]`.
  public let probabilities: [Double]

  /// The logged data: those of earlier runs, and this policy's own.
  public private(set) var log: PolicyLog

  /// Creates the policy of the first round: uniform, with an empty log.
  ///
  /// - Precondition: There is an arm.
  public init(arms: Int) {
    probabilities = FixedPolicy.uniform(arms: arms).probabilities
    log = PolicyLog(arms: arms)
  }

  /// Learns a policy from a log; a normal number for each arm and policy tried.
  ///
  /// - Throws: `GSLError` when CMA-ES leaves the range of finite numbers.
  /// - Complexity: O(iterations × population × arms²), whatever the length of the log.
  public init(
    from log: PolicyLog, settings: Settings = Settings(), using stream: RandomStream
  ) throws(GSLError) {
    var search = CovarianceMatrixAdaptation(
      mean: Array(repeating: 0, count: log.arms), stepSize: settings.stepSize,
      population: settings.population)
    for _ in 0..<settings.iterations {
      let candidates = try search.ask(using: stream)
      let values = candidates.map { logits in
        let policy = softmax(logits)
        return -(log.value(of: policy) + settings.entropyWeight * entropy(policy))
      }
      try search.tell(candidates, values: values)
    }
    probabilities = softmax(search.mean)
    self.log = log
  }

  /// Returns the policy of the next round, learned from the whole log.
  ///
  /// - Throws: `GSLError` when CMA-ES leaves the range of finite numbers.
  public func improved(
    settings: Settings = Settings(), using stream: RandomStream
  ) throws(GSLError) -> CounterfactualPolicy {
    try CounterfactualPolicy(from: log, settings: settings, using: stream)
  }

  /// The range that the weight of the entropy is scaled to.
  public static var rewards: ClosedRange<Double> { 0...1 }

  /// The number of arms.
  public var arms: Int { probabilities.count }

  /// Adds the reward to the log; the probabilities stay.
  public mutating func observe(reward: Double, of arm: Int) {
    check(reward: reward, of: arm)
    log.record(reward: reward, of: arm, probabilities: probabilities)
  }
}

/// Returns −Σ p log p in nats.
private func entropy(_ probabilities: [Double]) -> Double {
  -probabilities.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
}
