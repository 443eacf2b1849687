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

  /// Cuts a task's training examples at random, unless it has validation examples of its own.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - stream: Gives the order; a draw for each training example, or none.
  public init(_ task: TextTask, using stream: RandomStream) {
    self.task = task
    if let published = task.validation {
      (training, validation) = (task.training, published)
      return
    }
    let count = task.training.count
    let held = Self.heldOut(of: count)
    let order = stream.permutation(count)
    validation = order.prefix(held).sorted().map { task.training[$0] }
    training = order.dropFirst(held).sorted().map { task.training[$0] }
  }

  /// Returns how many of some examples are set aside where nothing says which: a fifth, at least 100
  /// and at most 2,000, and never more than half.
  static func heldOut(of count: Int) -> Int { min(max(count / 5, 100), mostHeldOut, count / 2) }

  /// The most examples that are set aside.
  static let mostHeldOut = 2_000

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
      task.name, isPrimary: isPrimary, metric: task.metric.rawValue,
      trainingExamples: training.count, validationExamples: validation.count,
      testExamples: task.test.count)
  }
}
