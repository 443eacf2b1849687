/// What the search knows of a task.
public struct TaskSummary: Equatable, Sendable, Codable {
  /// The name, in lower case, such as `rte`.
  public let name: String

  /// Whether this is the task that matters.
  public let isPrimary: Bool

  /// The measure of success.
  public let metric: Metric

  /// The number of training examples, validation taken out.
  public let trainingExamples: Int

  /// The number of validation examples.
  public let validationExamples: Int

  /// The number of test examples.
  public let testExamples: Int

  /// Creates a summary.
  public init(
    name: String, isPrimary: Bool, metric: Metric, trainingExamples: Int,
    validationExamples: Int, testExamples: Int
  ) {
    self.name = name
    self.isPrimary = isPrimary
    self.metric = metric
    self.trainingExamples = trainingExamples
    self.validationExamples = validationExamples
    self.testExamples = testExamples
  }
}
