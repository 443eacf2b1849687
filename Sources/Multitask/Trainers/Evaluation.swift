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

  /// Creates an evaluation.
  ///
  /// - Precondition: There are as many scores as examples, if any.
  public init(metric: Double, loss: Double, examples: Int, scores: [Float]? = nil) {
    precondition(
      scores.map { $0.count == examples } ?? true,
      "a score for each of \(examples) examples is expected, got \(scores?.count ?? 0)")
    self.metric = metric
    self.loss = loss
    self.examples = examples
    self.scores = scores
  }
}

extension Evaluation {
  /// The scores as 32-bit numbers, the least significant byte first; nil without scores.
  public var scoreBytes: [UInt8]? {
    scores?.flatMap { score in
      (0..<4).map { UInt8(truncatingIfNeeded: score.bitPattern >> (8 * UInt32($0))) }
    }
  }

  /// Returns the evaluation with the scores of bytes; nil if they are not those of as many finite numbers as there are
  /// examples.
  public func with(scoreBytes bytes: [UInt8]) -> Evaluation? {
    guard bytes.count == 4 * examples else { return nil }
    let scores = (0..<examples).map { example in
      Float(
        bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[4 * example + $1]) << (8 * UInt32($1)) })
    }
    guard scores.allSatisfy(\.isFinite) else { return nil }
    return Evaluation(metric: metric, loss: loss, examples: examples, scores: scores)
  }
}
