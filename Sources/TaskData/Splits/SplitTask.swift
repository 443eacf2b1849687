public import Multitask

/// A task with its training, validation and test splits.
public struct SplitTask: Equatable, Sendable {
  /// The task.
  public let task: TaskDataset

  /// The training examples.
  public private(set) var training: [Example]

  /// The validation examples, which the search evaluates on.
  public let validation: [Example]

  /// Splits a task's training examples, unless it has validation examples.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - order: The order in which rows are held out.
  ///   - amount: The number of validation examples; nil for the default.
  public init(_ task: TaskDataset, in order: SplitOrder, validation amount: HeldOut.Amount? = nil) {
    self.task = task
    if let published = task.validation {
      (training, validation) = (task.training, published)
      return
    }
    let count = task.training.count
    var sample = ExampleSample(capacity: nil, in: order)
    for example in task.training { sample.offer(example) }
    (validation, training) = sample.cut(
      heldOut: HeldOut.Amount.count(amount, of: count, limit: nil), limit: nil)
  }

  /// Takes the splits of a task that has validation examples.
  ///
  /// - Precondition: `task.validation` is not nil.
  public init(_ task: TaskDataset) {
    precondition(task.validation != nil, "validation examples are expected")
    self.task = task
    (training, validation) = (task.training, task.validation ?? [])
  }

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

  /// Removes training examples; `isKept` has a value for each, `[examples]`.
  mutating func keepTraining(_ isKept: [Bool]) {
    training = zip(training, isKept).filter(\.1).map(\.0)
  }
}
