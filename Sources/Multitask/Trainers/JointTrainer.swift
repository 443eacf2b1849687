public import GSLNumerics
public import TaskWeighting

/// A trainer that can take a joint step with batches of several tasks.
///
/// `gradients(of:)` comes first; the other calls refer to its tasks and batches.
public protocol JointTrainer: CheckpointingTrainer, HyperGradient {
  /// Computes the gradients of the next batch of each task.
  ///
  /// - Parameter tasks: The tasks of the step, each once, the primary first.
  /// - Returns: The losses and the gradients' inner products, in the tasks' order.
  /// - Throws: `TrainerError.lossNotFinite` when the model has diverged, and what the engine throws.
  func gradients(of tasks: [TaskIndex]) throws -> TaskGradients

  /// Takes a step along the weighted sum of those gradients.
  ///
  /// - Parameter weights: The tasks' weights; zero leaves a task's own parameters unchanged.
  func step(weights: StepWeights) throws

  /// Returns the current losses of the same batches, `[tasks]`.
  func losses() throws -> [Double]
}

extension JointTrainer {
  /// Takes a step along the gradient of a weighted sum of the losses.
  ///
  /// - Parameter weights: The losses' weights, `[tasks]`.
  /// - Throws: What the trainer throws.
  public func step(weights: [Double]) throws {
    try step(weights: StepWeights(shared: weights, own: weights))
  }

  /// Takes a step on the next batch of a task, and returns the prediction gain: by how much the batch's loss falls.
  ///
  /// Follows Graves et al. (2017) <https://arxiv.org/abs/1704.03003>.
  ///
  /// - Throws: What the trainer throws.
  package func predictionGain(of task: TaskIndex) throws -> Double {
    let before = try gradients(of: [task]).losses[0]
    try step(weights: [1])
    return before - (try losses()[0])
  }

  /// Trains jointly on tasks, with hyper-steps if the weighting has any.
  ///
  /// - Parameters:
  ///   - tasks: The tasks, the primary first.
  ///   - weighting: The weighting method, updated by the steps.
  ///   - steps: The numbers of the steps, counted from the beginning of training.
  ///   - streams: Gives the draws of each step.
  /// - Returns: The weights of the last step; nil without steps.
  /// - Throws: What the trainer and the weighting throw.
  @discardableResult
  public func train(
    tasks: [TaskIndex], weighting: inout any GradientWeighting, steps: Range<Int>,
    using streams: RandomStreams
  ) throws -> StepWeights? {
    var last: StepWeights?
    for step in steps {
      let shown = try gradients(of: tasks)
      if let hyper = weighting as? any HyperWeighting, hyper.isHyperStep(step) {
        weighting = try improved(hyper, at: shown)
      }
      let stream = streams.stream("weighting", step)
      let weights = try weighting.stepWeights(for: shown, using: stream)
      try self.step(weights: weights)
      if weighting.readsLossesAfter { weighting.observe(lossesAfter: try losses()) }
      last = weights
    }
    return last
  }

  private func improved(
    _ weighting: some HyperWeighting, at step: TaskGradients
  ) throws -> any GradientWeighting {
    var weighting = weighting
    try weighting.hyperStep(at: step, by: self)
    return weighting
  }
}
