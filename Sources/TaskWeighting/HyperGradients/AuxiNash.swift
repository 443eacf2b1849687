public import GSLNumerics

/// Nash bargaining with a power for each task, learned to lower the primary's loss.
///
/// Follows Shamsian, Navon, Glazer, Kawaguchi, Chechik and Fetaya (2023), *Auxiliary Learning as an
/// Asymmetric Bargaining Game* <https://arxiv.org/abs/2301.13501>, with the constants of its code. Differs in
/// the solver (`NashBargaining`) and in a ridge of 1e-2 on the inner products, without which the weights
/// diverge where the gradients cancel. Without the ridge the weights are those of the released code.
public struct AuxiNash: HyperWeighting, Equatable {
  /// The bargaining powers p, `[tasks]`; they sum to the number of tasks.
  public private(set) var powers: [Double]

  /// The ridge relative to each squared norm.
  public let ridge: Double

  /// The number of steps between hyper-steps.
  public let hyperPeriod: Int

  private var descent: MomentumDescent

  /// Creates a game of equal powers.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - learningRate: The learning rate of the powers.
  ///   - hyperPeriod: The number of steps between hyper-steps.
  ///   - ridge: The ridge relative to each squared norm.
  public init(
    tasks: Int, learningRate: Double = 5e-3, hyperPeriod: Int = 25, ridge: Double = 1e-2
  ) {
    checkTasks(tasks)
    precondition(ridge >= 0, "a ridge of at least 0 is expected, got \(ridge)")
    powers = Array(repeating: 1, count: tasks)
    self.ridge = ridge
    self.hyperPeriod = hyperPeriod
    descent = MomentumDescent(count: tasks, learningRate: learningRate, clipNorm: 1)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { powers.count }

  /// One, as in its code.
  public var largestNorm: Double? { 1 }

  /// Yes.
  public var outlivesModels: Bool { true }

  /// The powers.
  public var learned: [Double]? { powers }

  /// Returns the weights a with M a = p / a.
  public func weights(for step: TaskGradients, using stream: RandomStream) throws -> [Double] {
    check(step)
    return try NashBargaining.weights(
      matrix: NashBargaining.matrix(of: step, ridge: ridge), powers: powers)
  }

  /// Moves the powers along the descent of the primary's loss.
  public mutating func hyperStep(at step: TaskGradients, by model: some HyperGradient) throws {
    check(step)
    let matrix = NashBargaining.matrix(of: step, ridge: ridge)
    let weights = try NashBargaining.weights(matrix: matrix, powers: powers)
    let slopes = try NashBargaining.slopes(
      byWeights: model.responses(weights: weights, terms: seriesTerms).map { -$0 }, matrix: matrix,
      powers: powers,
      weights: weights)
    descent.step(&powers, down: slopes)
    powers = powers.map { max($0, 1e-4) }
    let total = powers.reduce(0, +)
    powers = powers.map { $0 * Double(tasks) / total }
  }
}
