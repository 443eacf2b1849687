public import GSLNumerics

/// Equal weights: linear scalarisation, the baseline.
///
/// Treats the primary like any other.
public struct EqualWeights: GradientWeighting, Equatable {
  /// The number of tasks, the primary among them.
  public let tasks: Int

  /// Creates the rule for a number of tasks.
  public init(tasks: Int) {
    checkTasks(tasks)
    self.tasks = tasks
  }

  /// No.
  public var readsGradients: Bool { false }

  /// Returns one for each task.
  public func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    return Array(repeating: 1, count: tasks)
  }
}
