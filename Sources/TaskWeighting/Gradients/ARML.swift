public import GSLNumerics

/// Auxiliary weights under which the auxiliaries' gradient approximates the primary's.
///
/// Follows Shi, Hoffman, Saenko, Darrell and Xu (2020), *Auxiliary Task Reweighting for Minimum-data
/// Learning* <https://arxiv.org/abs/2010.08244>: descent on ‖g_main − Σ αₖ gₖ‖², then projection to a sum
/// of the number of auxiliaries and to at least zero, following its code. Differs in that the inner
/// products are divided by the Frobenius norm of all, so that one learning rate fits any scale, that the
/// model takes a step when the weights move as well, and that no Langevin noise is added (off in the code
/// as well).
public struct ARML: GradientWeighting, Equatable {
  /// The learning rate of the weights.
  public let learningRate: Double

  /// The number of steps between updates of the weights.
  public let period: Int

  /// The weights α of the auxiliaries, `[tasks - 1]`.
  public private(set) var auxiliaryWeights: [Double]

  private var steps = 0

  /// Creates a rule with auxiliary weights of one.
  public init(tasks: Int, learningRate: Double = 0.05, period: Int = 20) {
    checkTasks(tasks)
    precondition(period > 0, "a positive period is expected, got \(period)")
    self.learningRate = learningRate
    self.period = period
    auxiliaryWeights = Array(repeating: 1, count: tasks - 1)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { auxiliaryWeights.count + 1 }

  /// Yes.
  public var outlivesModels: Bool { true }

  /// Returns one for the primary and the auxiliaries' weights.
  public mutating func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    steps += 1
    if steps == period {
      steps = 0
      learn(from: step.normalisedGram)
    }
    return [1] + auxiliaryWeights
  }

  private mutating func learn(from gram: Matrix) {
    let residual = [1] + auxiliaryWeights.map { -$0 }
    let products = gram.times(residual)
    for index in auxiliaryWeights.indices {
      auxiliaryWeights[index] += 2 * learningRate * products[index + 1]
    }
    let count = Double(auxiliaryWeights.count)
    let missing = (count - auxiliaryWeights.reduce(0, +)) / count
    auxiliaryWeights = auxiliaryWeights.map { max($0 + missing, 0) }
  }
}
