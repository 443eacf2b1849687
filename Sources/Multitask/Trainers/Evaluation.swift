/// The metric and the loss of a model on a split of a task, or their weighted means over several targets.
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

  /// The evaluations of the targets, of which this is the weighted mean; nil for that of a single task.
  public let parts: [TargetEvaluation]?

  /// Scores of the model that are no target's, by name, which are reported; nil where the trainer gives none.
  public let others: [String: Double]?

  /// Creates an evaluation.
  ///
  /// - Precondition: There are as many scores and losses as examples, if any.
  public init(
    metric: Double, loss: Double, examples: Int, scores: [Float]? = nil, losses: [Float]? = nil,
    others: [String: Double]? = nil
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
    parts = nil
    self.others = others
  }

  /// Creates the weighted mean of the evaluations of several targets.
  ///
  /// It has a score and a loss for each example of all targets where every part has them: the mean plus the example's
  /// influence on it, as `Metric.exampleScores` has it for one target. A part's metric and loss are in its own unit,
  /// so that the mean of the gains over references differs from it by a constant.
  ///
  /// - Parameters:
  ///   - parts: The evaluations of the targets; their scores that are no target's become those of the mean.
  ///   - others: Further such scores.
  /// - Precondition: There is a part, and none is a mean.
  public init(meanOf parts: [TargetEvaluation], others: [String: Double]? = nil) {
    precondition(
      !parts.isEmpty && parts.allSatisfy { $0.evaluation.parts == nil },
      "evaluations of single targets are expected")
    metric = parts.reduce(0) { $0 + $1.share * $1.evaluation.metric }
    loss = parts.reduce(0) { $0 + $1.share * $1.evaluation.loss }
    examples = parts.reduce(0) { $0 + $1.evaluation.examples }
    scores = influences(of: parts, mean: metric, \.scores)
    losses = influences(of: parts, mean: loss, \.losses)
    self.parts = parts.map(\.withoutOthers)
    let named = ([others] + parts.map(\.evaluation.others)).compactMap(\.self)
    self.others =
      named.isEmpty ? nil : named.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  /// Returns the evaluation without the losses of the examples.
  public var withoutLosses: Evaluation {
    if let parts { return Evaluation(meanOf: parts.map(\.withoutLosses), others: others) }
    return Evaluation(
      metric: metric, loss: loss, examples: examples, scores: scores, others: others)
  }

  /// The numbers of examples of the targets, `[targets]`; nil for an evaluation of a single task.
  var exampleSets: [Int]? { parts?.map(\.evaluation.examples) }
}

/// The evaluation of one of several targets.
public struct TargetEvaluation: Equatable, Sendable, Codable {
  /// The target.
  public let task: TaskIndex

  /// Its share of the objective, in 0...1.
  public let share: Double

  /// Its evaluation.
  public let evaluation: Evaluation

  /// Creates an evaluation.
  public init(task: TaskIndex, share: Double, evaluation: Evaluation) {
    self.task = task
    self.share = share
    self.evaluation = evaluation
  }

  fileprivate var withoutLosses: TargetEvaluation {
    TargetEvaluation(task: task, share: share, evaluation: evaluation.withoutLosses)
  }

  fileprivate var withoutOthers: TargetEvaluation {
    guard evaluation.others != nil else { return self }
    return TargetEvaluation(
      task: task, share: share,
      evaluation: Evaluation(
        metric: evaluation.metric, loss: evaluation.loss, examples: evaluation.examples,
        scores: evaluation.scores, losses: evaluation.losses))
  }
}

/// Returns a value for each example of all targets, `[examples]`: the mean plus the example's influence on it; nil
/// where a target lacks them.
///
/// The examples of a target are drawn apart from the others', so the variance of the mean over examples is the sum of
/// the targets' own, weighted by the squares of their shares. The scale of the influences makes the variance of the
/// mean of all these values, taken as one sample, equal to that sum.
private func influences(
  of parts: [TargetEvaluation], mean: Double, _ values: KeyPath<Evaluation, [Float]?>
) -> [Float]? {
  let sets = parts.compactMap { $0.evaluation[keyPath: values]?.map(Double.init) }
  guard sets.count == parts.count, sets.allSatisfy({ $0.count > 1 }) else { return nil }
  let all = Double(sets.reduce(0) { $0 + $1.count })
  return zip(parts, sets).flatMap { part, set in
    let count = Double(set.count)
    let center = set.reduce(0, +) / count
    let scale = part.share * (all * (all - 1) / (count * (count - 1))).squareRoot()
    return set.map { Float(mean + scale * ($0 - center)) }
  }
}

extension Evaluation {
  /// Reads an evaluation.
  ///
  /// - Throws: `DecodingError`, also where the number of examples is not that of their scores or losses, or of the targets'
  ///   examples.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    metric = try container.decode(Double.self, forKey: .metric)
    loss = try container.decode(Double.self, forKey: .loss)
    examples = try container.decode(Int.self, forKey: .examples)
    scores = try container.decodeIfPresent([Float].self, forKey: .scores)
    losses = try container.decodeIfPresent([Float].self, forKey: .losses)
    parts = try container.decodeIfPresent([TargetEvaluation].self, forKey: .parts)
    others = try container.decodeIfPresent([String: Double].self, forKey: .others)
    let examplesOfParts = parts?.reduce(0.0) { $0 + Double($1.evaluation.examples) }
    guard examples >= 0, [scores, losses].allSatisfy({ $0 == nil || $0?.count == examples }),
      examplesOfParts == nil || examplesOfParts == Double(examples),
      parts?.allSatisfy({ $0.evaluation.parts == nil && $0.share > 0 }) ?? true
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .examples, in: container,
        debugDescription:
          "\(examples) examples, and other numbers of scores, losses or targets' examples")
    }
  }
}

extension TaskList {
  /// Returns the evaluation of the only target, or the weighted mean of those of several.
  ///
  /// - Parameter evaluation: Returns that of a target.
  public func objective(_ evaluation: (TaskIndex) throws -> Evaluation) rethrows -> Evaluation {
    guard hasSeveralTargets else { return try evaluation(primary) }
    return Evaluation(
      meanOf: try zip(targets, targetShares).map { target, share in
        TargetEvaluation(
          task: target.task, share: share, evaluation: try evaluation(target.task))
      })
  }
}
