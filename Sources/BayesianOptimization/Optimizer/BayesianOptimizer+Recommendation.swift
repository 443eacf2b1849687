import GSLNumerics
import GaussianProcesses

extension BayesianOptimizer {
  /// Returns the recommended point.
  ///
  /// With the incumbent `.observation` it is the point of the least objective told. Otherwise it is the
  /// point of the least upper confidence bound, one posterior standard deviation above the mean, tried or not, among
  /// those where a trial is more likely to succeed than to fail, and keeps the limits with a probability of nine
  /// tenths. Ours; `docs/benchmarks.md` has the measurements.
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
      jitter: model.views.reduce(jitter) { max($0, $1.jitter) })
  }

  /// Returns the point of the least upper confidence bound under a prior, and the prediction there.
  ///
  /// For many runs of mixtures that were not chosen by their results, of which none need be near the best one: the bound
  /// is further above the mean than that of `recommend`, which follows a search. Ours; `docs/benchmarks.md` has the measurements.
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
    let unit = Surrogate(model.likeliest).unit
    let (tried, peaks) = try candidates(of: model, near: prior, deviations: deviations)
    let points = tried.filter(space.admits) + peaks
    let predictions = model.predictions(at: points)
    let losses = zip(points, predictions).map { point, prediction in
      prediction.mean + deviations * prediction.standardDeviation
        - unit * (prior?.logDensity(at: point) ?? 0)
    }
    let best = losses.indices.min { (losses[$0], $0) < (losses[$1], $1) } ?? 0
    return Recommendation(
      point: points[best], prediction: predictions[best],
      jitter: model.views.reduce(jitter) { max($0, $1.jitter) })
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
    let (all, peaks) = try candidates(of: model)
    let tried = all.filter(space.admits)
    let points = tried + peaks
    let feasibility = try feasibility(in: likeliest)?.logProbabilities(
      at: likeliest.features(of: points))
    // An ascent that ends on a tried point misses it in the last digits.
    let least = 1e-6 * Surrogate(model.likeliest).unit
    let bounds = model.predictions(at: points).enumerated().map { index, prediction in
      prediction.mean + prediction.standardDeviation + (index < tried.count ? 0 : least)
    }
    let limits = try limitModel()
    let safe = Set(kept(points, by: limits, atLeast: 0.9))
    let choice = points.indices.filter {
      (feasibility?[$0] ?? 0) >= log(0.5) && safe.contains(points[$0])
    }.min { bounds[$0] < bounds[$1] }
    return choice.map { points[$0] } ?? points.first ?? all[0]
  }

  /// Returns the points that keep the limits with a probability; the most probable one if none does.
  func kept(_ points: [[Double]], by limits: LimitModel?, atLeast probability: Double) -> [[Double]]
  {
    guard let limits else { return points }
    let logarithms = points.map(limits.logProbability)
    let kept = zip(points, logarithms).filter { $0.1 >= log(probability) }.map(\.0)
    guard kept.isEmpty, let best = logarithms.indices.max(by: { logarithms[$0] < logarithms[$1] })
    else { return kept }
    return [points[best]]
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
    let limits = try limitModel()
    let logFactor: (@Sendable ([Double]) -> Double)? =
      prior == nil && limits == nil
      ? nil
      : { @Sendable point in
        (prior?.logDensity(at: point) ?? 0) + (limits?.logProbability(at: point) ?? 0)
      }
    return pool.peaks(
      of: WeightedAcquisition(
        space: surrogate.space, function: bound, feasibility: try feasibility(in: surrogate),
        logFactor: logFactor, unit: surrogate.unit))
  }

  /// Returns the acquisition function weighted by feasibility, the limits and the prior.
  func weighted(
    _ function: any AcquisitionFunction, in surrogate: Surrogate,
    _ feasibility: FeasibilityModel?, _ limits: LimitModel?
  ) -> WeightedAcquisition {
    let trials = observations.count
    let prior = settings.prior
    let logFactor: (@Sendable ([Double]) -> Double)? =
      prior == nil && limits == nil
      ? nil
      : { @Sendable point in
        (prior?.logFactor(at: point, trials: trials) ?? 0)
          + (limits?.logProbability(at: point) ?? 0)
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
