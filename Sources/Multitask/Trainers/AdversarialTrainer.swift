public import TaskWeighting

/// A trainer that trains all tasks jointly against discriminators of pairs of tasks, as in AMTNN.
public protocol AdversarialTrainer: CheckpointingTrainer {
  /// Takes a step with the next batch of every task, which decreases the weighted risks and misleads the
  /// discriminators, and a step of the discriminators.
  ///
  /// - Parameters:
  ///   - relations: The share of each task's batch in the loss of each task, `[head][task]`.
  ///   - distance: The distance that the discriminators estimate.
  /// - Returns: The risks and distances before the step.
  /// - Throws: `TrainerError.lossNotFinite` when the model has diverged, and what the engine throws.
  func adversarialStep(
    relations: [[Double]], distance: TaskDistance
  ) throws -> AdversarialRelations.Measurement
}

extension AdversarialTrainer {
  /// Takes steps weighted by relations, and updates the relations after each.
  ///
  /// - Throws: What the trainer throws.
  public func train(relations: inout AdversarialRelations, steps: Int) throws {
    for _ in 0..<steps {
      relations.observe(
        try adversarialStep(relations: relations.rows, distance: relations.distance))
    }
  }
}
