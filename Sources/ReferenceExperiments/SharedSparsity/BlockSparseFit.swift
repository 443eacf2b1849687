public import GSLNumerics
public import TorchTrainer

/// The coefficients of regressions with shared features.
///
/// Minimises Σₜ ‖Xₜ aₜ − yₜ‖² / 2nₜ + λ Σⱼ ‖row j of A‖. Follows FISTA with backtracking, Beck and Teboulle
/// (2009), section 4 <https://doi.org/10.1137/080716542>, with the restart by function values of
/// O'Donoghue and Candès (2015) <https://arxiv.org/abs/1204.3982>: a step that makes the objective larger is
/// not taken, the next is one without momentum. With one task it is the lasso.
public struct BlockSparseFit: Equatable, Sendable {
  /// The coefficients, `[features, tasks]`; rows that are not used are exactly zero.
  public let coefficients: Matrix

  /// The objective at the start and after each step, never larger than before.
  public let objectives: [Double]

  /// The duality gap: a bound on the distance of the objective from its minimum.
  public let gap: Double

  /// The number of steps between computations of the gap, each of which costs half a step.
  private static let gapInterval = 10

  /// Fits the coefficients.
  ///
  /// - Parameters:
  ///   - problem: The regressions.
  ///   - strength: The factor λ of the penalty.
  ///   - norm: The norm of a row.
  ///   - start: The initial coefficients, such as those of a similar strength; zero if nil.
  ///   - tolerance: The gap at which it ends, as a part of the loss of coefficients that are all zero.
  ///   - steps: The number of steps after which it ends whatever the gap.
  /// - Precondition: The strength is positive and finite, `start` is `[features, tasks]`.
  public init(
    _ problem: MultitaskLeastSquares, strength: Double, norm: BlockNorm, from start: Matrix? = nil,
    tolerance: Double = 1e-6, steps: Int = 10_000
  ) {
    precondition(
      strength > 0 && strength.isFinite, "a positive strength is expected, got \(strength)")
    let start = start ?? Matrix(rows: problem.features, columns: problem.tasks)
    precondition(
      start.rows == problem.features && start.columns == problem.tasks,
      "\(problem.features) × \(problem.tasks) coefficients are expected")
    let enough = tolerance * problem.loss(problem.targets)
    var descent = ProximalDescent(problem, strength: strength, norm: norm, from: start)
    var objectives = [descent.objective]
    var gap = descent.gap
    while gap > enough, objectives.count <= steps, descent.step() {
      objectives.append(descent.objective)
      if objectives.count % Self.gapInterval == 0 { gap = descent.gap }
    }
    self.gap = min(gap, descent.gap)
    self.objectives = objectives
    coefficients = descent.current.coefficients
  }
}
