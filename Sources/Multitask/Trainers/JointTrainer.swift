public import GSLNumerics
public import TaskWeighting

/// A trainer that can take one step with batches of several tasks together.
///
/// `gradients(of:)` comes first; the other calls are of the tasks and the batches that it took.
public protocol JointTrainer: CheckpointingTrainer, HyperGradient {
  /// Takes the next batch of each task and works out the gradients there.
  ///
  /// - Parameter tasks: The tasks of the step, each once, the primary first.
  /// - Returns: The losses and the gradients' inner products, in that order.
  /// - Throws: `TrainerError.lossNotFinite` when the model has diverged, and what the engine throws.
  func gradients(of tasks: [TaskIndex]) throws -> TaskGradients

  /// Takes a step along the weighted sum of those gradients.
  ///
  /// - Parameter weights: A weight for each task, `[tasks]`; at zero, a task's own parameters stay.
  func step(weights: [Double]) throws

  /// Returns the losses of the same batches with the parameters as they are now, `[tasks]`.
  func losses() throws -> [Double]
}

extension JointTrainer {
  /// Trains on some tasks together, with hyper-steps where the weighting has any.
  ///
  /// - Parameters:
  ///   - tasks: The tasks, the primary first.
  ///   - weighting: Weights them, and learns.
  ///   - steps: The numbers of the steps, counted from the beginning of training.
  ///   - streams: Gives the draws of each step.
  /// - Throws: What the trainer and the weighting throw.
  public func train(
    tasks: [TaskIndex], weighting: inout any GradientWeighting, steps: Range<Int>,
    using streams: RandomStreams
  ) throws {
    for step in steps {
      let shown = try gradients(of: tasks)
      if let hyper = weighting as? any HyperWeighting, step.isMultiple(of: hyper.hyperPeriod) {
        weighting = try improved(hyper, at: shown)
      }
      let stream = streams.stream("weighting", step)
      try self.step(weights: weighting.weights(for: shown, using: stream))
      if weighting.readsLossesAfter { weighting.observe(lossesAfter: try losses()) }
    }
  }

  private func improved(
    _ weighting: some HyperWeighting, at step: TaskGradients
  ) throws -> any GradientWeighting {
    var weighting = weighting
    try weighting.hyperStep(at: step, by: self)
    return weighting
  }
}
