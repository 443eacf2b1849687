public import GSLNumerics

/// Larger weights for tasks whose gradients have recently grown or stopped shrinking.
///
/// An interpretation of Nakamura, Grassi and Wolf (2022), *Leveraging convergence behavior to balance
/// conflicting tasks in multi-task learning* <https://arxiv.org/abs/2204.06698>, of which only the abstract
/// was available. Ours: equal weights times K softmax(cₖ), where the tension cₖ is a
/// moving average of log(‖gₖ‖ / the mean ‖gₖ‖ of the last steps). Treats the primary like any other,
/// and does not depend on the scale of each gradient.
public struct TemporalConvergence: GradientWeighting, Equatable {
  /// The number of last steps in the mean norm that a gradient is compared with.
  public let window: Int

  /// The weight of the past in the moving average.
  public let decay: Double

  private var tensions: [Double]
  private var recent: [[Double]] = []

  /// Creates a rule without observations.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - window: The number of last steps that a gradient is compared with.
  ///   - decay: The weight of the past in the moving average.
  public init(tasks: Int, window: Int = 50, decay: Double = 0.9) {
    checkTasks(tasks)
    precondition(window > 0, "a positive window is expected, got \(window)")
    precondition(decay >= 0 && decay < 1, "a decay in 0..<1 is expected, got \(decay)")
    self.window = window
    self.decay = decay
    tensions = Array(repeating: 0, count: tasks)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { tensions.count }

  /// Returns the weights, which sum to the number of tasks.
  public mutating func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    let norms = step.norms
    if recent.count == window { recent.removeFirst() }
    recent.append(norms)
    for task in tensions.indices {
      let mean = recent.reduce(0) { $0 + $1[task] / Double(recent.count) }
      // A vanished gradient counts as e⁻²⁰ of its former norm.
      let change = mean > 0 ? log(max(norms[task] / mean, exp(-20))) : 0
      tensions[task] = decay * tensions[task] + (1 - decay) * change
    }
    return softmax(tensions).map { $0 * Double(tasks) }
  }
}
