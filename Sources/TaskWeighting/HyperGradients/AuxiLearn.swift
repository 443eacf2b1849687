public import GSLNumerics

/// A linear combination of the losses, learned to lower the primary's loss.
///
/// Follows Navon, Achituve, Maron, Chechik and Fetaya (2021), *Auxiliary Learning by Implicit
/// Differentiation* <https://arxiv.org/abs/2007.02693>, in the linear form with the constants of its code:
/// weights start at one and are never negative.
public struct AuxiLearn: HyperWeighting, Equatable {
  /// The weights φ of the losses, `[tasks]`.
  public private(set) var lossWeights: [Double]

  /// The number of steps between hyper-steps.
  public let hyperPeriod: Int

  private var descent: MomentumDescent

  /// Creates a sum of the losses.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - learningRate: The learning rate of the weights.
  ///   - weightDecay: The weight decay of the weights.
  ///   - hyperPeriod: The number of steps between hyper-steps.
  public init(
    tasks: Int, learningRate: Double = 5e-3, weightDecay: Double = 1e-4, hyperPeriod: Int = 25
  ) {
    checkTasks(tasks)
    lossWeights = Array(repeating: 1, count: tasks)
    self.hyperPeriod = hyperPeriod
    descent = MomentumDescent(
      count: tasks, learningRate: learningRate, clipNorm: 10, weightDecay: weightDecay)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { lossWeights.count }

  /// No.
  public var readsGradients: Bool { false }

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
    descent.step(
      &lossWeights, down: try model.responses(weights: lossWeights, terms: seriesTerms).map { -$0 })
    lossWeights = lossWeights.map { max($0, 0) }
  }
}
