public import GSLNumerics
public import GaussianProcesses

/// What an acquisition may know of a search when it is asked for the next point.
public struct SearchState: Sendable {
  /// The posterior of the objective, given the trials that have ended; its inputs are theirs.
  public let process: GaussianProcess

  /// The objective to improve on, in the units of the process's targets.
  public let best: Double

  /// The features of the points whose trials have not ended, `[pending, features]`.
  public let pending: Matrix

  /// The features of points all over the space and near the good ones, `[candidates, features]`: where
  /// samples of the objective are looked at.
  public let candidates: Matrix

  /// Creates a state.
  public init(
    process: GaussianProcess, best: Double, pending: Matrix = Matrix(rows: 0, columns: 0),
    candidates: Matrix = Matrix(rows: 0, columns: 0)
  ) {
    self.process = process
    self.best = best
    self.pending = pending
    self.candidates = candidates
  }

  /// Returns the state once the pending trials have ended as expected: none is pending any more, and
  /// what they are expected to find has to be improved on as well.
  ///
  /// For acquisitions that know of no pending trials: the kriging believer of Ginsbourger et al. (2010).
  ///
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func withFantasies() throws(GSLError) -> SearchState {
    guard pending.rows > 0 else { return self }
    let means = process.means(at: pending)
    return SearchState(
      process: try process.conditioned(onMore: pending, targets: means),
      best: means.reduce(best) { min($0, $1) }, candidates: candidates)
  }
}
