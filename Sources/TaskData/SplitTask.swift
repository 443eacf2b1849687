public import GSLNumerics
public import Multitask

/// A task whose training examples are cut into those that models learn from and those that the
/// search looks at.
public struct SplitTask: Equatable, Sendable {
  /// The task.
  public let task: TextTask

  /// The examples that models learn from.
  public let training: [TextExample]

  /// The examples that the search looks at.
  public let validation: [TextExample]

  /// Cuts a task's training examples at random.
  ///
  /// A fifth becomes validation, at least 100 and at most 2,000 examples, and never more than half.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - stream: Gives the order; a draw for each training example.
  public init(_ task: TextTask, using stream: RandomStream) {
    let count = task.training.count
    let held = min(max(count / 5, 100), 2_000, count / 2)
    let order = stream.permutation(count)
    self.task = task
    validation = order.prefix(held).sorted().map { task.training[$0] }
    training = order.dropFirst(held).sorted().map { task.training[$0] }
  }

  /// Returns the examples of a split.
  public func examples(_ split: Split) -> [TextExample] {
    switch split {
    case .training: training
    case .validation: validation
    case .test: task.test
    }
  }

  /// Returns what the search knows of the task.
  public func summary(isPrimary: Bool) -> TaskSummary {
    TaskSummary(
      name: task.name, isPrimary: isPrimary, metric: task.metric,
      trainingExamples: training.count, validationExamples: validation.count,
      testExamples: task.test.count)
  }
}
