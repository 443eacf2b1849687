public import GSLNumerics

/// The primary's loss plus a monotone network of all losses, learned to lower the primary's loss.
///
/// Follows Navon, Achituve, Maron, Chechik and Fetaya (2021), *Auxiliary Learning by Implicit
/// Differentiation* <https://arxiv.org/abs/2007.02693>, in the non-linear form: softplus units, non-negative
/// weights initialised within [0, 1], the primary's loss added outside. Differs in that the initial weights
/// are quantiles, equal for all losses, and that the Hessian in the series omits the network's second
/// derivative: it is that of the losses weighted by the network's derivatives. The size, one hidden layer of
/// four units, is ours.
public struct AuxiLearnNonlinear: HyperWeighting, Equatable {
  /// The number of tasks, the primary among them.
  public let tasks: Int

  /// The number of steps between hyper-steps.
  public let hyperPeriod: Int

  var network: MonotoneNetwork
  private var descent: MomentumDescent

  /// Creates a combination that treats all auxiliaries alike.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - learningRate: The learning rate of the network.
  ///   - weightDecay: The weight decay of its parameters.
  ///   - hyperPeriod: The number of steps between hyper-steps.
  public init(
    tasks: Int, learningRate: Double = 5e-3, weightDecay: Double = 1e-4, hyperPeriod: Int = 25
  ) {
    checkTasks(tasks)
    self.tasks = tasks
    self.hyperPeriod = hyperPeriod
    network = MonotoneNetwork(losses: tasks)
    descent = MomentumDescent(
      count: network.parameters.count, learningRate: learningRate, clipNorm: 10,
      weightDecay: weightDecay)
  }

  /// No.
  public var readsGradients: Bool { false }

  /// Yes.
  public var outlivesModels: Bool { true }

  /// Returns the combined loss, whose gradient the weights give.
  public func loss(of losses: [Double]) -> Double { losses[0] + network.value(at: losses) }

  /// Returns the derivatives of the combined loss by each loss.
  public func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    return weights(at: step.losses)
  }

  /// Moves the network's parameters along the descent of the primary's loss.
  public mutating func hyperStep(at step: TaskGradients, by model: some HyperGradient) throws {
    check(step)
    // Larger ones have no product with a loss.
    let responses = try model.responses(
      weights: weights(at: step.losses), terms: seriesTerms
    )
    .map { min(max($0, -1e100), 1e100) }
    let slopes = network.parameterSlopes(at: step.losses, along: responses).map { -$0 }
    var parameters = network.parameters
    descent.step(&parameters, down: slopes)
    network.parameters = parameters
  }

  private func weights(at losses: [Double]) -> [Double] {
    var weights = network.slopes(at: losses)
    weights[0] += 1
    return weights
  }
}
