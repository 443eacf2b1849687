/// The name, the size and the metric of a task.
///
/// A string literal is a task of which only the name is known.
public struct TaskSummary: Equatable, Sendable, Codable {
  /// The name, such as `rte`.
  public let name: String

  /// Whether the task is the primary; a `TaskList` decides it.
  public internal(set) var isPrimary: Bool

  /// The name of the metric; larger values are better.
  public let metric: String

  /// The number of training examples, without those of the validation split; zero if unknown.
  public let trainingExamples: Int

  /// The number of validation examples; zero if unknown.
  public let validationExamples: Int

  /// The number of test examples; zero if unknown.
  public let testExamples: Int

  /// Creates a summary.
  public init(
    _ name: String, isPrimary: Bool = false, metric: String = "score", trainingExamples: Int = 0,
    validationExamples: Int = 0, testExamples: Int = 0
  ) {
    self.name = name
    self.isPrimary = isPrimary
    self.metric = metric
    self.trainingExamples = trainingExamples
    self.validationExamples = validationExamples
    self.testExamples = testExamples
  }
}

extension TaskSummary: ExpressibleByStringLiteral {
  /// Creates the summary of a task of which only the name is known.
  public init(stringLiteral name: String) {
    self.init(name)
  }
}
