public import GSLNumerics

/// Weights by the noise of each task, which is learned with the model.
///
/// Follows Kendall, Gal and Cipolla (2018), equation 10 <https://arxiv.org/abs/1705.07115>, for losses
/// that are negative log-likelihoods or half squared errors: e⁻ˢ L + s/2 with s = log σ². Differs in
/// a separate Adam for the s. Treats the primary like any other.
public struct UncertaintyWeights: GradientWeighting, Equatable {
  /// The logarithms s of the tasks' noise variances, `[tasks]`.
  public private(set) var logVariances: [Double]

  private var descent: AdamDescent

  /// Creates a rule with variances of one.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - learningRate: Approximately the largest change of a logarithm in a step.
  public init(tasks: Int, learningRate: Double = 1e-3) {
    checkTasks(tasks)
    logVariances = Array(repeating: 0, count: tasks)
    descent = AdamDescent(count: tasks, learningRate: learningRate)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { logVariances.count }

  /// No.
  public var readsGradients: Bool { false }

  /// Yes.
  public var outlivesModels: Bool { true }

  /// Returns the precisions e⁻ˢ, then moves them.
  public mutating func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    let precisions = logVariances.map { exp(-$0) }
    descent.step(&logVariances, down: zip(precisions, step.losses).map { 0.5 - $0 * $1 })
    return precisions
  }
}
