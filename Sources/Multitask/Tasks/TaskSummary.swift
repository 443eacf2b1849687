/// What the search knows of a task.
public struct TaskSummary: Equatable, Sendable, Codable {
  /// The name, such as `rte`.
  public let name: String

  /// Whether this is the task that matters.
  public let isPrimary: Bool

  /// The name of the measure of success, of which more is better.
  public let metric: String

  /// The number of training examples, validation taken out; zero if it is not known.
  public let trainingExamples: Int

  /// The number of validation examples.
  public let validationExamples: Int

  /// The number of test examples.
  public let testExamples: Int

  /// Creates the summary of a task with one of our metrics.
  public init(
    name: String, isPrimary: Bool, metric: Metric, trainingExamples: Int,
    validationExamples: Int, testExamples: Int
  ) {
    self.init(
      name: name, isPrimary: isPrimary, metricName: metric.rawValue,
      trainingExamples: trainingExamples, validationExamples: validationExamples,
      testExamples: testExamples)
  }

  /// Creates the summary of a task with a metric of any name; counts that are not known are zero.
  public init(
    name: String, isPrimary: Bool, metricName: String, trainingExamples: Int,
    validationExamples: Int, testExamples: Int
  ) {
    self.name = name
    self.isPrimary = isPrimary
    self.metric = metricName
    self.trainingExamples = trainingExamples
    self.validationExamples = validationExamples
    self.testExamples = testExamples
  }
}
