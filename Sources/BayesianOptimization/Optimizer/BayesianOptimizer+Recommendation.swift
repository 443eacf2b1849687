import GSLNumerics
import GaussianProcesses

extension BayesianOptimizer {
  /// Returns the recommended point.
  ///
  /// With the incumbent `.observation` it is the point of the least objective told. Otherwise it is the
  /// point of the space, evaluated or not, of the least upper confidence bound, one posterior standard
  /// deviation above the mean, among those where a trial is more likely to succeed than to fail. The
  /// deviation guards against a low mean far from all observations. Ours; under noise it chose better
  /// points than the least posterior mean of the space or of the points tried (`docs/benchmarks.md`).
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func recommend() throws -> [Double] {
    switch settings.incumbent {
    case .observation: try leastObservation().point
    case .posteriorMean: try leastBound(of: model())
    }
  }

  /// Returns the recommended point and the prediction there, both of one fit.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func recommendation() throws -> Recommendation {
    let model = try model()
    let point =
      switch settings.incumbent {
      case .observation: try leastObservation().point
      case .posteriorMean: try leastBound(of: model)
      }
    return Recommendation(
      point: point, prediction: model.predictions(at: [point])[0],
      jitter: max(jitter, model.fitted.process.jitter))
  }

  private func leastObservation() throws -> Observation {
    let best = successes.min { ($0.objective ?? .infinity) < ($1.objective ?? .infinity) }
    guard let best else {
      throw BayesianOptimizationError.nothingLearned(failures: observations.count)
    }
    return best
  }

  private func leastBound(of model: ObjectiveModel) throws -> [Double] {
    let surrogate = Surrogate(model)
    let tried = surrogate.ranked(successes.map(\.point)).map(\.point)
    // The draws depend on the number of observations alone, so the recommendation is reproducible.
    let stream = RandomStreams(seed: 0).stream("recommendation", observations.count)
    let pool = CandidatePool(
      around: tried, in: surrogate.space, settings: settings, using: stream)
    // The negative upper confidence bound.
    let bound = try LowerConfidenceBound(standardDeviations: -1).function(
      forAll: surrogate.processes.map { SearchState(process: $0, best: 0) }, using: stream)
    let acquisition = WeightedAcquisition(
      space: surrogate.space, function: bound, feasibility: try feasibility(in: surrogate),
      logFactor: nil, unit: surrogate.unit)
    return pool.bestPoint(by: acquisition, besides: tried) { point in
      (acquisition.feasibility?.probability(at: surrogate.space.features(of: point)) ?? 1) >= 0.5
    }
  }

  /// Returns the acquisition function weighted by feasibility and the prior.
  func weighted(
    _ function: any AcquisitionFunction, in surrogate: Surrogate,
    _ feasibility: FeasibilityModel?
  ) -> WeightedAcquisition {
    let trials = observations.count
    let logFactor = settings.prior.map { prior in
      { @Sendable (point: [Double]) in prior.logFactor(at: point, trials: trials) }
    }
    return WeightedAcquisition(
      space: surrogate.space, function: function, feasibility: feasibility,
      logFactor: logFactor, unit: surrogate.unit)
  }

  /// Returns the model of success; nil if no trial failed.
  func feasibility(in surrogate: Surrogate) throws -> FeasibilityModel? {
    let failed = observations.filter { $0.objective == nil }.map(\.point)
    guard !failed.isEmpty else { return nil }
    return try FeasibilityModel(
      successes: surrogate.features(of: successes.map(\.point)),
      failures: surrogate.features(of: failed))
  }
}
