public import GSLNumerics

/// The primary, and the auxiliaries whose gradient does not conflict with the primary's.
///
/// Follows Du, Czarnecki, Jayakumar, Farajtabar, Pascanu and Lakshminarayanan (2018), the unweighted
/// form <https://arxiv.org/abs/1812.02224>: an auxiliary counts if the cosine of its gradient and the
/// primary's is positive. Does not depend on the scale of any gradient.
public struct CosineGating: GradientWeighting, Equatable {
  /// The number of tasks, the primary among them.
  public let tasks: Int

  /// Creates the rule for a number of tasks.
  public init(tasks: Int) {
    checkTasks(tasks)
    self.tasks = tasks
  }

  /// No: as in public code, they follow the sum of the losses.
  public var weightsOwnParameters: Bool { false }

  /// Returns one for the primary and for each auxiliary that counts, and zero for the others.
  public func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    return (0..<tasks).map { $0 == 0 || step.gram[0, $0] > 0 ? 1 : 0 }
  }
}
