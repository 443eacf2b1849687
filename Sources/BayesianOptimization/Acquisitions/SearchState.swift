public import GSLNumerics
public import GaussianProcesses

/// The state of a search that an acquisition function depends on.
public struct SearchState: Sendable {
  /// The posterior of the objective, given the observed trials; its inputs are theirs.
  public let process: ProcessSum

  /// The objective to improve on, in the units of the process.
  public let best: Double

  /// The model's inputs at pending points, `[pending, features]`.
  public let pending: Matrix

  /// The model's inputs at candidates over the space and near good points, where the objective may be
  /// sampled, `[candidates, features]`.
  public let candidates: Matrix

  /// Creates a state.
  public init(
    process: ProcessSum, best: Double, pending: Matrix = Matrix(rows: 0, columns: 0),
    candidates: Matrix = Matrix(rows: 0, columns: 0)
  ) {
    self.process = process
    self.best = best
    self.pending = pending
    self.candidates = candidates
  }

  /// Creates a state of one process.
  public init(
    process: GaussianProcess, best: Double, pending: Matrix = Matrix(rows: 0, columns: 0),
    candidates: Matrix = Matrix(rows: 0, columns: 0)
  ) {
    self.init(
      process: ProcessSum(process), best: best, pending: pending, candidates: candidates)
  }

  /// Returns the state with the pending points observed at their posterior means.
  ///
  /// The means count for the incumbent. For acquisition functions without pending points: the kriging
  /// believer of Ginsbourger et al. (2010).
  ///
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func withFantasies() throws(GSLError) -> SearchState {
    guard pending.rows > 0 else { return self }
    let means = process.means(at: pending)
    return SearchState(
      process: try process.conditionedOnMeans(at: pending),
      best: means.reduce(best) { min($0, $1) }, candidates: candidates)
  }
}
