public import GSLNumerics

/// The Nash bargaining solution of tasks that each bargain for their own loss.
///
/// Follows Navon et al. (2022), algorithm 1 <https://arxiv.org/abs/2202.01017>, with the solver of
/// `NashBargaining`. Differs in the ridge, which bounds the weights where gradients cancel. Treats the primary
/// like any other, and the step does not depend on the scale of any gradient.
public struct NashMTL: GradientWeighting, Equatable {
  /// The number of tasks, the primary among them.
  public let tasks: Int

  /// The ridge relative to each squared norm.
  public let ridge: Double

  /// Creates the rule for a number of tasks.
  public init(tasks: Int, ridge: Double = 1e-2) {
    checkTasks(tasks)
    precondition(ridge >= 0, "a ridge of at least 0 is expected, got \(ridge)")
    self.tasks = tasks
    self.ridge = ridge
  }

  /// One, as in its code.
  public var largestNorm: Double? { 1 }

  /// Returns the weights a with M a = 1 / a.
  public func weights(for step: TaskGradients, using stream: RandomStream) throws -> [Double] {
    check(step)
    return try NashBargaining.weights(
      matrix: NashBargaining.matrix(of: step, ridge: ridge),
      powers: Array(repeating: 1, count: tasks))
  }
}
