import GSLNumerics
import GaussianProcesses

/// What is believed of the objective along the learning curves of trials.
struct CurveModel {
  /// The process over the features, the share of a whole trial and the number of the trial.
  let process: GaussianProcess

  /// The view of the space whose features it is over.
  let view: any SearchSpace

  /// The shares at which trials are measured.
  let shares: [Double]

  /// An observation: a trial at one of its rungs.
  struct Place {
    let point: [Double]
    let rung: Int
    let trial: Int
  }

  /// Fits each view of the space and takes the likeliest.
  ///
  /// Draws from a stream that the number of observations names and nothing else.
  ///
  /// - Throws: `BayesianOptimizationError.noFit`, and `GSLError` when the covariances are not positive
  ///   definite even with jitter.
  init(
    of places: [Place], objectives: [Double], noises: [Double?], over space: any SearchSpace,
    shares: [Double]
  ) throws {
    let isNoiseKnown = noises.contains { $0 != nil }
    let knownNoise = isNoiseKnown ? noises.map { ($0 ?? 0) * ($0 ?? 0) } : []
    let streams = RandomStreams(seed: 0)
    var best: (fitted: FittedProcess, view: any SearchSpace)?
    for view in space.views {
      let data = ProcessData(
        inputs: Matrix(
          places.map { row(view, $0.point, share: shares[$0.rung], trial: $0.trial) }),
        targets: objectives, knownNoise: knownNoise)
      let fit = GaussianProcessFit.learningCurves(dimension: view.featureCount)
      let found = try fit.searched(
        data, using: streams.stream("hyper-parameters", objectives.count))
      guard found.logPosterior > -.infinity else { continue }
      let fitted = try fit.refined(found, on: data)
      let posterior = fitted.parameters.logPosterior
      if posterior > best?.fitted.parameters.logPosterior ?? -.infinity { best = (fitted, view) }
    }
    guard let best else {
      throw BayesianOptimizationError.noFit(observations: objectives.count)
    }
    process = best.fitted.process
    view = best.view
    self.shares = shares
  }

  private init(process: GaussianProcess, view: any SearchSpace, shares: [Double]) {
    self.process = process
    self.view = view
    self.shares = shares
  }

  /// The same model conditioned on more observations.
  func conditioned(onMore places: [Place], objectives: [Double]) throws -> CurveModel {
    guard !places.isEmpty else { return self }
    return CurveModel(
      process: try process.conditioned(onMore: inputs(at: places), targets: objectives),
      view: view, shares: shares)
  }

  /// The variance of the noise on an observation, in the objective's units squared.
  var noiseVariance: Double {
    process.noiseVariance * process.targetScale.scale * process.targetScale.scale
  }

  /// The model's inputs at observations.
  func inputs(at places: [Place]) -> Matrix {
    Matrix(places.map { row(view, $0.point, share: shares[$0.rung], trial: $0.trial) })
  }

  /// The model's inputs for whole trials of points, whoever runs them.
  func inputs(atEndOf points: [[Double]]) -> Matrix {
    Matrix(points.map { row(view, $0, share: 1, trial: -1) })
  }

  /// What whole trials of points are expected to give, over all runs.
  func predictions(at points: [[Double]]) -> [Prediction] {
    process.predictions(at: inputs(atEndOf: points))
  }

  /// The places of points in the order of what is expected of them, the least first.
  func order(of points: [[Double]]) -> [Int] {
    let means = process.means(at: inputs(atEndOf: points))
    return points.indices.sorted { (means[$0], $0) < (means[$1], $1) }
  }

  /// The point of the least expected objective: the best of some, or where a climb from them ends.
  func bestPoint(from points: [[Double]]) -> [Double] {
    let starts = order(of: points).prefix(3).map { points[$0] }
    let ends = starts.map { start in
      var climb = ProjectedAscent(
        from: view.coordinates(of: start), reach: 0.05, project: view.projected,
        function: negativeMean)
      climb.climb(50)
      return view.point(at: climb.coordinates)
    }
    // A start comes before its end: only what is better moves away from what was tried.
    let all = starts + ends
    return all[order(of: all)[0]]
  }

  private func negativeMean(at coordinates: [Double]) -> (value: Double, gradient: [Double]) {
    let belief = process.predictionWithGradients(at: view.features(at: coordinates) + [1, -1])
    let slopes = belief.meanGradient.prefix(view.featureCount).map { -$0 }
    return (-belief.prediction.mean, view.pulledBack(slopes, at: coordinates))
  }
}

/// The input of a model of learning curves.
private func row(
  _ view: any SearchSpace, _ point: [Double], share: Double, trial: Int
) -> [Double] {
  view.features(of: point) + [share, Double(trial)]
}
