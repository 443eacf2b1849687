public import GSLNumerics

/// A rule that weights the gradients of all tasks in one step.
///
/// The step is taken along Σ wₖ gₖ. The first task is the primary, all others are auxiliaries; a method
/// that treats them alike says so. Weights are scaled as in the method's paper: mostly they sum to the
/// number of tasks. State is a value that can be stored; a decoded rule continues unchanged.
public protocol GradientWeighting: Sendable, Codable {
  /// The number of tasks, the primary among them.
  var tasks: Int { get }

  /// Whether weights depend on the gradients' inner products; if not, a trainer need not compute them.
  var readsGradients: Bool { get }

  /// Whether the method learns from the losses of the same batches after the step.
  var readsLossesAfter: Bool { get }

  /// Returns the weights for a step, `[tasks]`, and learns from the step.
  ///
  /// - Parameters:
  ///   - step: The losses and the inner products of the gradients.
  ///   - stream: Used by methods that say so.
  /// - Throws: `GSLError` when a linear system has no solution to working precision.
  mutating func weights(for step: TaskGradients, using stream: RandomStream) throws -> [Double]

  /// Learns from the losses of the same batches after the step, `[tasks]`.
  mutating func observe(lossesAfter losses: [Double])
}

extension GradientWeighting {
  /// Yes, unless a method says otherwise.
  public var readsGradients: Bool { true }

  /// No, unless a method says otherwise.
  public var readsLossesAfter: Bool { false }

  /// Learns nothing.
  public mutating func observe(lossesAfter losses: [Double]) {}

  func check(_ step: TaskGradients) {
    precondition(step.tasks == tasks, "\(tasks) tasks are expected, got \(step.tasks)")
  }
}

func checkTasks(_ tasks: Int) {
  precondition(tasks > 0, "a positive number of tasks is expected, got \(tasks)")
}
