import Bandits
import GSLNumerics

/// Compares policies on multi-task bandits.
///
/// Follows Glover and Hokamp (2019), section 4.1 <https://arxiv.org/abs/1907.06214>, over several
/// environments instead of one. A counterfactual policy has separate earlier rounds, each as long as the run
/// that counts, and learns from the logs of all of them.
struct MultitaskBanditExperiment: ReferenceExperiment {
  static let name = "mtl-bandit"

  /// A policy by its name in a file.
  enum Policy: String, Codable, CaseIterable {
    case oracle, counterfactual, exp3s, random
  }

  /// The constants of the counterfactual policy.
  struct Counterfactual: Codable {
    let rounds: Int
    let entropyWeight: Double
    let iterations: Int
    let population: Int
    let stepSize: Double

    enum CodingKeys: String, CodingKey {
      case rounds, iterations, population
      case entropyWeight = "entropy_weight"
      case stepSize = "step_size"
    }
  }

  /// The constants of Exp3.S.
  struct ExponentialWeights: Codable {
    let learningRate: Double
    let exploration: Double
    let reservoir: Int

    enum CodingKeys: String, CodingKey {
      case exploration, reservoir
      case learningRate = "learning_rate"
    }
  }

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of environments.
  let environments: Int

  /// The number of runs of each policy in each environment.
  let seeds: Int

  /// The number of tasks.
  let arms: Int

  /// The number of steps of a run.
  let horizon: Int

  /// The policies to compare.
  let policies: [Policy]

  /// The constants of the counterfactual policy.
  let counterfactual: Counterfactual

  /// The constants of Exp3.S.
  let exp3s: ExponentialWeights

  func run() throws -> ResultTable {
    let medians = try policies.map { policy in
      try (0..<environments).map { try medianScore(of: policy, environment: $0) }
    }
    let random = policies.firstIndex(of: .random).map { medians[$0] }
    let rows = zip(policies, medians).map { policy, own in
      let wins = random.map { random in zip(own, random).count { $0 > $1 } }
      return ResultTable.Row(
        policy.rawValue,
        [SampleStatistics(own).mean, own.min(), own.max(), wins.map(Double.init)])
    }
    return ResultTable(
      subject: "policy", columns: ["mean of medians", "least", "greatest", "wins over random"],
      rows: rows)
  }

  /// Returns the median over runs of the mean score of the tasks at the end.
  func medianScore(of policy: Policy, environment: Int) throws -> Double {
    let streams = RandomStreams(seed: seed)
    let bandit = MultitaskBandit(
      arms: arms, horizon: horizon, using: streams.stream("environment", environment))
    return median(
      try (0..<seeds).map { run in
        let stream = streams.stream(policy.rawValue, environment, run)
        return try score(of: policy, in: bandit, using: stream)
      })
  }

  private func score(
    of policy: Policy, in bandit: MultitaskBandit, using stream: RandomStream
  ) throws -> Double {
    switch policy {
    case .oracle:
      play(FixedPolicy(weights: bandit.oracle), in: bandit, rewarding: gain, using: stream).score
    case .random:
      play(FixedPolicy.uniform(arms: arms), in: bandit, rewarding: gain, using: stream).score
    case .exp3s:
      play(
        Exp3S(
          arms: arms, learningRate: exp3s.learningRate, exploration: exp3s.exploration,
          reservoir: RewardReservoir(capacity: exp3s.reservoir, seed: stream.seed())),
        in: bandit, rewarding: gain, using: stream
      ).score
    case .counterfactual:
      try counterfactualScore(in: bandit, using: stream)
    }
  }

  private func counterfactualScore(
    in bandit: MultitaskBandit, using stream: RandomStream
  ) throws -> Double {
    let settings = CounterfactualPolicy.Settings(
      entropyWeight: counterfactual.entropyWeight, iterations: counterfactual.iterations,
      population: counterfactual.population, stepSize: counterfactual.stepSize)
    var policy = CounterfactualPolicy(arms: arms)
    for _ in 0..<counterfactual.rounds {
      policy = try play(policy, in: bandit, rewarding: fallenLoss, using: stream).policy
        .improved(settings: settings, using: stream)
    }
    return play(policy, in: bandit, rewarding: fallenLoss, using: stream).score
  }

  /// Runs a policy in a fresh bandit.
  private func play<Played: TaskPolicy>(
    _ policy: Played, in bandit: MultitaskBandit,
    rewarding reward: ((before: Double, after: Double)) -> Double, using stream: RandomStream
  ) -> (policy: Played, score: Double) {
    var (policy, bandit) = (policy, bandit)
    for _ in 0..<horizon {
      let arm = policy.choose(using: stream)
      policy.observe(reward: reward(bandit.step(arm)), of: arm)
    }
    return (policy, bandit.meanScore)
  }

  private func gain(_ loss: (before: Double, after: Double)) -> Double {
    loss.before - loss.after
  }

  private func fallenLoss(_ loss: (before: Double, after: Double)) -> Double {
    FallingLossReward.reward(loss: loss.after, previous: loss.before)
  }
}

extension MultitaskBanditExperiment {
  var problems: [String] {
    let counts = [
      ("environments", environments, 1), ("seeds", seeds, 1), ("arms", arms, 1),
      ("horizon", horizon, 1), ("counterfactual.rounds", counterfactual.rounds, 0),
      ("counterfactual.iterations", counterfactual.iterations, 0),
      ("counterfactual.population", counterfactual.population, 4),
      ("exp3s.reservoir", exp3s.reservoir, 1),
    ]
    let numbers = [
      (
        "counterfactual.entropy_weight", counterfactual.entropyWeight,
        0...Double.greatestFiniteMagnitude
      ),
      ("counterfactual.step_size", counterfactual.stepSize, 1e-9...1e9),
      ("exp3s.learning_rate", exp3s.learningRate, 1e-12...1e3),
      ("exp3s.exploration", exp3s.exploration, 0...1),
    ]
    return counts.filter { $0.1 < $0.2 }
      .map { "'\($0)': a whole number of at least \($2) was expected, got \($1)" }
      + numbers.filter { !$0.2.contains($0.1) }
      .map { "'\($0)': a number in \($2) was expected, got \($1)" }
  }
}

/// Returns the median of some values.
///
/// - Precondition: There is a value.
func median(_ values: [Double]) -> Double {
  precondition(!values.isEmpty, "a sample of at least one value is expected")
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
