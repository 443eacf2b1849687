/// The metric and the loss of a model on a split of a task.
public struct Evaluation: Equatable, Sendable, Codable {
  /// The task's metric; larger is better.
  public let metric: Double

  /// The mean negative log-likelihood, or half the mean squared error; smaller is better.
  ///
  /// In nats, or in variances of the targets. The built-in trainer calibrates first (`CalibratedLoss`).
  public let loss: Double

  /// The number of examples.
  public let examples: Int

  /// The score of each example in the order of the split, `[examples]`; their mean is the metric.
  ///
  /// Such as 1 for a right class and 0 for a wrong one, or `Metric.exampleScores` for a metric that is no mean. Nil
  /// where the trainer does not give them; they are of use for the test split alone.
  public let scores: [Float]?

  /// The loss of each example in the order of the split, `[examples]`; their mean is the loss.
  ///
  /// Nil where the trainer does not give them; they are of use for the primary's validation split alone.
  public let losses: [Float]?

  /// Creates an evaluation.
  ///
  /// - Precondition: There are as many scores and losses as examples, if any.
  public init(
    metric: Double, loss: Double, examples: Int, scores: [Float]? = nil, losses: [Float]? = nil
  ) {
    precondition(
      [scores, losses].allSatisfy { $0.map { $0.count == examples } ?? true },
      "a score and a loss for each of \(examples) examples are expected, "
        + "got \(scores?.count ?? examples) and \(losses?.count ?? examples)")
    self.metric = metric
    self.loss = loss
    self.examples = examples
    self.scores = scores
    self.losses = losses
  }

  /// Returns the evaluation without the losses of the examples.
  public var withoutLosses: Evaluation {
    Evaluation(metric: metric, loss: loss, examples: examples, scores: scores)
  }
}
