import GSLNumerics
import GaussianProcesses

extension BayesianOptimizer {
  /// Returns the point with the least posterior mean over the space, where a trial is more likely to
  /// succeed than to fail.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func recommend() throws -> [Double] {
    let surrogate = Surrogate(try model())
    let tried = surrogate.ranked(successes.map(\.point)).map(\.point)
    // The same draws for the same number of trials: a point that depends on nothing else.
    let stream = RandomStreams(seed: 0).stream("recommendation", observations.count)
    let pool = CandidatePool(
      around: tried, in: surrogate.space, settings: settings, using: stream)
    let state = SearchState(process: surrogate.process, best: 0)
    let lowMean = try LowerConfidenceBound(standardDeviations: 0)
      .criterion(for: state, using: stream)
    let merit = Merit(
      space: surrogate.space, criterion: lowMean, feasibility: try feasibility(in: surrogate),
      logFactor: nil, unit: surrogate.process.targetScale.scale)
    let found = pool.bestPoint(by: merit) { point in
      (merit.feasibility?.probability(at: surrogate.space.features(of: point)) ?? 1) >= 0.5
    }
    return surrogate.ranked([found, tried[0]])[0].point
  }

  /// What a search for the next point climbs.
  func merit(
    of criterion: any AcquisitionCriterion, in surrogate: Surrogate
  ) throws -> Merit {
    let logFactor = settings.logFactor(trials: observations.count)
    return Merit(
      space: surrogate.space, criterion: criterion, feasibility: try feasibility(in: surrogate),
      logFactor: logFactor, unit: surrogate.process.targetScale.scale)
  }

  /// What the failed trials taught; nil if none failed.
  private func feasibility(in surrogate: Surrogate) throws -> FeasibilityModel? {
    let failed = observations.filter { $0.objective == nil }.map(\.point)
    guard !failed.isEmpty else { return nil }
    return try FeasibilityModel(
      successes: surrogate.features(of: successes.map(\.point)),
      failures: surrogate.features(of: failed))
  }
}
