public import GSLNumerics

/// Auxiliary weights that grow with the alignment of a gradient and the primary's.
///
/// Follows Lin, Baweja, Kantor and Held (2019), equation 4
/// <https://arxiv.org/abs/1912.06680>, one step at a time: αₖ rises by the learning rate times
/// ⟨g_main, gₖ⟩. Differs in that the inner products are divided by the Frobenius norm of all, so that
/// one learning rate fits any scale, and that no weight is negative.
public struct OLAUX: GradientWeighting, Equatable {
  /// The learning rate of the weights.
  public let learningRate: Double

  /// The weights α of the auxiliaries, `[tasks - 1]`.
  public private(set) var auxiliaryWeights: [Double]

  /// Creates a rule with auxiliary weights of one.
  public init(tasks: Int, learningRate: Double = 0.05) {
    checkTasks(tasks)
    self.learningRate = learningRate
    auxiliaryWeights = Array(repeating: 1, count: tasks - 1)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { auxiliaryWeights.count + 1 }

  /// Yes.
  public var outlivesModels: Bool { true }

  /// Returns one for the primary and the auxiliaries' weights, updated by this step.
  public mutating func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    let gram = step.normalisedGram
    for index in auxiliaryWeights.indices {
      let learned = auxiliaryWeights[index] + learningRate * gram[0, index + 1]
      auxiliaryWeights[index] = max(learned, 0)
    }
    return [1] + auxiliaryWeights
  }
}
