public import GSLNumerics

/// A rule that weights the gradients of all tasks in one step.
///
/// The step is taken along Σ wₖ gₖ. The first task is the primary, all others are auxiliaries; a method
/// that treats them alike says so. Weights are scaled as in the method's paper: mostly they sum to the
/// number of tasks. State is a value that can be stored; a decoded rule continues unchanged.
public protocol GradientWeighting: Sendable, Codable {
  /// The number of tasks, the primary among them.
  var tasks: Int { get }

  /// Whether weights depend on the gradients' inner products; if not, a trainer need not compute them.
  var readsGradients: Bool { get }

  /// Whether the method learns from the losses of the same batches after the step.
  var readsLossesAfter: Bool { get }

  /// Whether a task's own parameters follow its weighted loss; if not, they follow the loss itself.
  var weightsOwnParameters: Bool { get }

  /// The norm to which the weighted sum of the gradients is clipped; nil for any norm.
  var largestNorm: Double? { get }

  /// Whether what the method learns is about the tasks, so that it stays valid for another model.
  var outlivesModels: Bool { get }

  /// The values of the tasks that the method has learned, `[tasks]`; nil if they are the weights.
  var learned: [Double]? { get }

  /// Returns the weights for a step, `[tasks]`, and learns from the step.
  ///
  /// - Parameters:
  ///   - step: The losses and the inner products of the gradients.
  ///   - stream: Used by methods that say so.
  /// - Throws: `GSLError` when a linear system has no solution to working precision.
  mutating func weights(for step: TaskGradients, using stream: RandomStream) throws -> [Double]

  /// Learns from the losses of the same batches after the step, `[tasks]`.
  mutating func observe(lossesAfter losses: [Double])
}

extension GradientWeighting {
  /// Yes, unless a method says otherwise.
  public var readsGradients: Bool { true }

  /// No, unless a method says otherwise.
  public var readsLossesAfter: Bool { false }

  /// Yes, unless a method says otherwise.
  public var weightsOwnParameters: Bool { true }

  /// Nil, unless a method says otherwise.
  public var largestNorm: Double? { nil }

  /// No, unless a method says otherwise.
  public var outlivesModels: Bool { false }

  /// Nil, unless a method says otherwise.
  public var learned: [Double]? { nil }

  /// Learns nothing.
  public mutating func observe(lossesAfter losses: [Double]) {}

  /// Returns the weights of a step in the shared and in the tasks' own parameters, and learns from the step.
  ///
  /// - Throws: As `weights(for:using:)`.
  public mutating func stepWeights(
    for step: TaskGradients, using stream: RandomStream
  ) throws -> StepWeights {
    let weights = try weights(for: step, using: stream)
    let own = weightsOwnParameters ? weights : Array(repeating: 1, count: tasks)
    guard let largestNorm else { return StepWeights(shared: weights, own: own) }
    let norm = max(dot(weights, step.gram.times(weights)), 0).squareRoot()
    let scale = norm > largestNorm ? largestNorm / norm : 1
    return StepWeights(shared: weights.map { $0 * scale }, own: own)
  }

  func check(_ step: TaskGradients) {
    precondition(step.tasks == tasks, "\(tasks) tasks are expected, got \(step.tasks)")
  }
}

func checkTasks(_ tasks: Int) {
  precondition(tasks > 0, "a positive number of tasks is expected, got \(tasks)")
}
