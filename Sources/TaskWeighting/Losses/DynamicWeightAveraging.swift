public import GSLNumerics

/// Larger weights for tasks with slowly falling losses, epoch by epoch.
///
/// Follows Liu, Johns and Davison (2019), equation 7 <https://arxiv.org/abs/1803.10704>: K times the
/// softmax of L(e − 1) / (L(e − 2) T). Treats the primary like any other, and does not depend on the
/// scale of each loss. The first two epochs have equal weights.
public struct DynamicWeightAveraging: GradientWeighting, Equatable {
  /// The number of steps of an epoch, over which losses are averaged.
  public let period: Int

  /// The temperature T: larger values give more equal weights.
  public let temperature: Double

  private var current: [Double]
  private var sums: [Double]
  private var steps = 0
  private var lastMeans: [Double]?

  /// Creates a rule without observations.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - period: The number of steps of an epoch.
  ///   - temperature: The temperature T.
  public init(tasks: Int, period: Int = 100, temperature: Double = 2) {
    checkTasks(tasks)
    precondition(period > 0, "a positive period is expected, got \(period)")
    precondition(temperature > 0, "a positive temperature is expected, got \(temperature)")
    self.period = period
    self.temperature = temperature
    current = Array(repeating: 1, count: tasks)
    sums = Array(repeating: 0, count: tasks)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { sums.count }

  /// No.
  public var readsGradients: Bool { false }

  /// Returns the weights of the epoch, which sum to the number of tasks.
  public mutating func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    if steps == period { beginEpoch() }
    for task in sums.indices { sums[task] += step.losses[task] / Double(period) }
    steps += 1
    return current
  }

  private mutating func beginEpoch() {
    if let lastMeans {
      let ratios = zip(sums, lastMeans).map { new, old in
        old > 0 ? min(new / old, .greatestFiniteMagnitude) : 1
      }
      current = softmax(ratios.map { $0 / temperature }).map { $0 * Double(tasks) }
    }
    lastMeans = sums
    sums = Array(repeating: 0, count: tasks)
    steps = 0
  }
}
