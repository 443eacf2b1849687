public import GSLNumerics

/// Weights that bring the norms of the weighted gradients to targets from the tasks' training rates.
///
/// Follows Chen, Badrinarayanan, Lee and Rabinovich (2018), algorithm 1
/// <https://arxiv.org/abs/1711.02257>: descent on Σ |wₖ ‖gₖ‖ − Ḡ rₖᵅ| with the target held constant,
/// then normalisation to a sum of K. Differs in that norms are first divided by their mean, so that the
/// scale of the losses changes nothing, and that no weight is negative. Treats the primary like any other.
public struct GradNorm: GradientWeighting, Equatable {
  /// The power α of the relative training rate: larger values favour slow tasks.
  public let asymmetry: Double

  private var current: [Double]
  private var firstLosses: [Double]?
  private var descent: AdamDescent

  /// Creates a rule without observations.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - asymmetry: The power α.
  ///   - learningRate: Approximately the largest change of a weight in a step.
  public init(tasks: Int, asymmetry: Double = 1.5, learningRate: Double = 0.025) {
    checkTasks(tasks)
    self.asymmetry = asymmetry
    current = Array(repeating: 1, count: tasks)
    descent = AdamDescent(count: tasks, learningRate: learningRate)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { current.count }

  /// Returns the weights, which sum to the number of tasks, then moves them.
  public mutating func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    let used = current
    let first = firstLosses ?? step.losses
    firstLosses = first
    let norms = relative(step.norms)
    // Relative to the largest, since the sum of large ratios is out of range.
    let rates = zip(step.losses, first).map { now, before in
      before > 0 ? min(now / before, 1e300 / Double(tasks)) : 1
    }
    let slopes = zip(relative(rates), norms).enumerated().map { task, pair in
      let target = meanNorm(norms) * exp(asymmetry * log(pair.0))
      let excess = current[task] * pair.1 - target
      return excess > 0 ? pair.1 : excess < 0 ? -pair.1 : 0
    }
    descent.step(&current, down: slopes)
    current = current.map { max($0, 0) }
    let total = current.reduce(0, +)
    current = current.map { total > 0 ? $0 * Double(tasks) / total : 1 }
    return used
  }

  private func meanNorm(_ norms: [Double]) -> Double {
    zip(current, norms).reduce(0) { $0 + $1.0 * $1.1 } / Double(tasks)
  }

  /// The values divided by their mean; ones if all are zero.
  private func relative(_ values: [Double]) -> [Double] {
    let largest = values.max() ?? 0
    guard largest > 0 else { return values.map { _ in 1 } }
    let mean = values.reduce(0) { $0 + $1 / largest } / Double(tasks)
    return values.map { $0 / largest / mean }
  }
}
