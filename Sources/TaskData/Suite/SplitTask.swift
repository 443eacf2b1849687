public import GSLNumerics
public import Multitask

/// A task whose training examples are split into training and validation.
public struct SplitTask: Equatable, Sendable {
  /// The task.
  public let task: TaskDataset

  /// The training examples.
  public let training: [Example]

  /// The validation examples, which the search evaluates on.
  public let validation: [Example]

  /// Splits a task's training examples at random, unless it has validation examples.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - stream: Gives the order; a draw for each training example, or none.
  public init(_ task: TaskDataset, using stream: RandomStream) {
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

  /// Returns the default number of examples set aside: a fifth, at least 100 and at most 2,000, and never
  /// more than half.
  static func heldOut(of count: Int) -> Int { min(max(count / 5, 100), mostHeldOut, count / 2) }

  /// The largest number of examples set aside.
  static let mostHeldOut = 2_000

  /// Returns the examples of a split.
  public func examples(_ split: Split) -> [Example] {
    switch split {
    case .training: training
    case .validation: validation
    case .test: task.test
    }
  }

  /// Returns the summary of the task for the search.
  public func summary(isPrimary: Bool) -> TaskSummary {
    TaskSummary(
      task.name, isPrimary: isPrimary, metric: task.metric.rawValue,
      trainingExamples: training.count, validationExamples: validation.count,
      testExamples: task.test.count)
  }
}
