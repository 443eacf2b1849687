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

  /// Returns the point of the least upper confidence bound, tried or not, and the prediction there.
  ///
  /// For many runs of mixtures that were not chosen by their results, of which none need be near the best one.
  /// `recommend` follows a search instead, whose last points are. Ours; `docs/benchmarks.md` has the measurements.
  ///
  /// - Parameters:
  ///   - prior: Its log density, times the standard deviation of the objectives, counts in favour of a point; nil for
  ///     none.
  ///   - deviations: The number of posterior standard deviations of the bound above the mean.
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func predictedBest(
    near prior: (any OptimumPrior)? = nil, deviations: Double = 2
  ) throws -> Recommendation {
    let model = try model()
    let unit = model.likeliest.fitted.process.standardizer.scale
    let (tried, peaks) = try candidates(of: model, near: prior, deviations: deviations)
    let points = tried.filter(space.admits) + peaks
    let predictions = model.predictions(at: points)
    let losses = zip(points, predictions).map { point, prediction in
      prediction.bound(deviations: deviations) - unit * (prior?.logDensity(at: point) ?? 0)
    }
    let best = losses.indices.min { (losses[$0], $0) < (losses[$1], $1) } ?? 0
    return Recommendation(
      point: points[best], prediction: predictions[best],
      jitter: model.views.reduce(jitter) { max($0, $1.fitted.process.jitter) })
  }

  private func leastObservation() throws -> Observation {
    let best = successes.filter { space.admits($0.point) }.min {
      ($0.objective ?? .infinity) < ($1.objective ?? .infinity)
    }
    guard let best else {
      throw BayesianOptimizationError.nothingLearned(failures: observations.count)
    }
    return best
  }

  private func leastBound(of model: ObjectiveModel) throws -> [Double] {
    let likeliest = Surrogate(model.likeliest)
    let feasibility = try feasibility(in: likeliest)
    let (all, peaks) = try candidates(of: model)
    let tried = all.filter(space.admits)
    func best(of points: [[Double]]) -> (point: [Double], prediction: Prediction)? {
      let inputs = likeliest.features(of: points)
      let isFeasible =
        feasibility?.logProbabilities(at: inputs).map { $0 >= log(0.5) } ?? points.map { _ in true }
      return zip(zip(points, model.predictions(at: points)), isFeasible).filter(\.1).map(\.0)
        .min { $0.1.bound(deviations: 1) < $1.1.bound(deviations: 1) }
        .map { (point: $0.0, prediction: $0.1) }
    }
    guard let known = best(of: tried) else { return best(of: peaks)?.point ?? all[0] }
    guard let new = best(of: peaks), new.prediction.bound(deviations: 2) < known.prediction.mean
    else { return known.point }
    return new.point
  }

  /// Returns the points tried, the least mean first, and points of low upper confidence bounds of each view.
  private func candidates(
    of model: ObjectiveModel, near prior: (any OptimumPrior)? = nil, deviations: Double = 1
  ) throws -> (tried: [[Double]], peaks: [[Double]]) {
    let tried = Surrogate(model.likeliest).ranked(successes.map(\.point)).map(\.point)
    return (
      tried,
      try model.views.flatMap {
        try lowPoints(of: Surrogate($0), around: tried, near: prior, deviations: deviations)
      }
    )
  }

  /// Returns points of low upper confidence bounds of one view.
  private func lowPoints(
    of surrogate: Surrogate, around tried: [[Double]], near prior: (any OptimumPrior)?,
    deviations: Double
  ) throws -> [[Double]] {
    // The draws depend on the number of observations alone, so the recommendation is reproducible.
    let stream = RandomStreams(seed: 0).stream("recommendation", observations.count)
    let pool = CandidatePool(around: tried, in: surrogate.space, settings: settings, using: stream)
    // The negative upper confidence bound.
    let bound = try LowerConfidenceBound(standardDeviations: -deviations).function(
      forAll: surrogate.processes.map { SearchState(process: $0, best: 0) }, using: stream)
    let logFactor = prior.map { prior in
      { @Sendable (point: [Double]) in prior.logDensity(at: point) }
    }
    return pool.peaks(
      of: WeightedAcquisition(
        space: surrogate.space, function: bound, feasibility: try feasibility(in: surrogate),
        logFactor: logFactor, unit: surrogate.unit))
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
