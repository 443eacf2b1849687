import GSLNumerics

/// Tasks that are learned when chosen and forgotten continuously.
///
/// Follows Glover and Hokamp (2019), section 4.1 <https://arxiv.org/abs/1907.06214>. The increment of a task
/// brings it to its ceiling if it is chosen as often as by the oracle. Ours, since the paper leaves it
/// open: the loss is one minus the score.
struct MultitaskBandit {
  /// The oracle's share of each task, `[tasks]`.
  let oracle: [Double]

  /// The highest score of each task, `[tasks]`, from 0.5 to 1.
  let ceilings: [Double]

  /// The increment of a task when it is chosen, `[tasks]`.
  let increments: [Double]

  /// The decrement of every task at every step, `[tasks]`, at most a hundredth of its increment.
  let decrements: [Double]

  /// The score of each task, `[tasks]`, from 0 to 1.
  private(set) var scores: [Double]

  /// Draws an environment: a Dirichlet vector with concentration 2, and two uniform numbers per task.
  ///
  /// - Parameters:
  ///   - arms: The number of tasks.
  ///   - horizon: The number of steps.
  init(arms: Int, horizon: Int, using stream: RandomStream) {
    oracle = stream.dirichlet(Array(repeating: 2, count: arms))
    ceilings = (0..<arms).map { _ in 0.5 + 0.5 * stream.uniform() }
    increments = zip(ceilings, oracle).map { $0 / (Double(horizon) * $1) }
    decrements = increments.map { 0.01 * stream.uniform() * $0 }
    scores = Array(repeating: 0, count: arms)
  }

  /// Chooses a task: it is learned, then all are forgotten a little.
  ///
  /// - Returns: The loss of that task before and after, each one minus its score.
  mutating func step(_ arm: Int) -> (before: Double, after: Double) {
    let before = 1 - scores[arm]
    scores[arm] = min(scores[arm] + increments[arm], ceilings[arm])
    for task in scores.indices { scores[task] = max(scores[task] - decrements[task], 0) }
    return (before, 1 - scores[arm])
  }

  /// The mean score of the tasks.
  var meanScore: Double { scores.reduce(0, +) / Double(scores.count) }
}
