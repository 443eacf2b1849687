public import GSLNumerics

/// Weights of the losses that descend on the primary's loss after a step taken with them.
///
/// Follows Liu, James, Davison and Johns (2022), *Auto-Lambda: Disentangling Dynamic Task Relationships*
/// <https://arxiv.org/abs/2202.03091>, with the constants of its code: weights λ of 0.1, and after every step's
/// gradients one of Adam with a learning rate of 10⁻⁴ against −⟨∇V, gₖ⟩, V the primary's loss on another training
/// batch. Differs in that ∇V is taken before the step, where the code takes it after one along Σ λₖ gₖ, in inner
/// products instead of differences of losses over 0.01 along ∇V, and in that no weight is negative. A common
/// scale of the losses changes nothing.
public struct AutoLambda: HyperWeighting, Equatable {
  /// The weights λ of the losses, `[tasks]`.
  public private(set) var lossWeights: [Double]

  private var descent: AdamDescent

  /// Creates a sum of the losses.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - learningRate: Approximately the largest change of a weight in a step.
  ///   - firstWeight: The initial weight of each loss, at least zero.
  public init(tasks: Int, learningRate: Double = 1e-4, firstWeight: Double = 0.1) {
    checkTasks(tasks)
    precondition(firstWeight >= 0, "a weight of at least 0 is expected, got \(firstWeight)")
    lossWeights = Array(repeating: firstWeight, count: tasks)
    descent = AdamDescent(count: tasks, learningRate: learningRate)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { lossWeights.count }

  /// No.
  public var readsGradients: Bool { false }

  /// One: every step is one.
  public var hyperPeriod: Int { 1 }

  /// None: no second derivative is needed.
  public var seriesTerms: Int { 0 }

  /// Yes.
  public var outlivesModels: Bool { true }

  /// Returns the weights of the losses.
  public func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    return lossWeights
  }

  /// Moves the weights along the descent of the primary's loss.
  public mutating func hyperStep(at step: TaskGradients, by model: some HyperGradient) throws {
    check(step)
    let responses = try model.responses(weights: lossWeights, terms: seriesTerms)
    descent.step(&lossWeights, down: responses.map { -$0 })
    lossWeights = lossWeights.map { max($0, 0) }
  }
}
