import GSLNumerics
import GaussianProcesses

extension BayesianOptimizer {
  /// Returns the recommended point.
  ///
  /// With the incumbent `.observation` it is the point of the least objective told. Otherwise it is the
  /// point of the least upper confidence bound, one posterior standard deviation above the mean, among those
  /// where a trial is more likely to succeed than to fail. An untried point is recommended only if its bound of
  /// two deviations is below the mean of the best point tried. Ours; `docs/benchmarks.md` has the measurements.
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
      jitter: model.views.reduce(jitter) { max($0, $1.fitted.process.jitter) })
  }

  private func leastObservation() throws -> Observation {
    let best = successes.min { ($0.objective ?? .infinity) < ($1.objective ?? .infinity) }
    guard let best else {
      throw BayesianOptimizationError.nothingLearned(failures: observations.count)
    }
    return best
  }

  private func leastBound(of model: ObjectiveModel) throws -> [Double] {
    let likeliest = Surrogate(model.likeliest)
    let tried = likeliest.ranked(successes.map(\.point)).map(\.point)
    let feasibility = try feasibility(in: likeliest)
    let peaks = try model.views.flatMap { try lowPoints(of: Surrogate($0), around: tried) }
    func best(of points: [[Double]]) -> (point: [Double], prediction: Prediction)? {
      let inputs = likeliest.features(of: points)
      let isFeasible =
        feasibility?.logProbabilities(at: inputs).map { $0 >= log(0.5) } ?? points.map { _ in true }
      return zip(zip(points, model.predictions(at: points)), isFeasible).filter(\.1).map(\.0)
        .min { $0.1.bound(deviations: 1) < $1.1.bound(deviations: 1) }
        .map { (point: $0.0, prediction: $0.1) }
    }
    guard let known = best(of: tried) else { return best(of: peaks)?.point ?? tried[0] }
    guard let new = best(of: peaks), new.prediction.bound(deviations: 2) < known.prediction.mean
    else { return known.point }
    return new.point
  }

  /// Returns points of low upper confidence bounds of one view.
  private func lowPoints(of surrogate: Surrogate, around tried: [[Double]]) throws -> [[Double]] {
    // The draws depend on the number of observations alone, so the recommendation is reproducible.
    let stream = RandomStreams(seed: 0).stream("recommendation", observations.count)
    let pool = CandidatePool(around: tried, in: surrogate.space, settings: settings, using: stream)
    // The negative upper confidence bound.
    let bound = try LowerConfidenceBound(standardDeviations: -1).function(
      forAll: surrogate.processes.map { SearchState(process: $0, best: 0) }, using: stream)
    return pool.peaks(
      of: WeightedAcquisition(
        space: surrogate.space, function: bound, feasibility: try feasibility(in: surrogate),
        logFactor: nil, unit: surrogate.unit))
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

extension Prediction {
  /// The mean plus a number of standard deviations.
  fileprivate func bound(deviations: Double) -> Double { mean + deviations * standardDeviation }
}
