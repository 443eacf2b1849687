public import TaskWeighting

/// A trainer that can train all its tasks together against discriminators of their pairs, as AMTNN does.
public protocol AdversarialTrainer: CheckpointingTrainer {
  /// Takes a step with the next batch of every task, down the related risks and against the discriminators,
  /// which take a step of their own.
  ///
  /// - Parameters:
  ///   - relations: The share of each task's batch in the loss of each task, `[head][task]`.
  ///   - distance: What the discriminators measure.
  /// - Returns: The risks and distances before the step.
  /// - Throws: `TrainerError.lossNotFinite` when the model has diverged, and what the engine throws.
  func adversarialStep(
    relations: [[Double]], distance: TaskDistance
  ) throws -> AdversarialRelations.Measurement
}

extension AdversarialTrainer {
  /// Takes steps by relations that learn from them.
  ///
  /// - Throws: What the trainer throws.
  public func train(relations: inout AdversarialRelations, steps: Int) throws {
    for _ in 0..<steps {
      relations.observe(
        try adversarialStep(relations: relations.rows, distance: relations.distance))
    }
  }
}
