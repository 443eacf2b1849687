import GSLNumerics
import GaussianProcesses

/// The posterior of the objective along the learning curves of trials.
struct CurveModel {
  /// The process over the features, the share of a whole trial and the number of the trial.
  let process: GaussianProcess

  /// The encoding of the space whose features it is over.
  let encoding: any SearchSpace

  /// The shares at which trials are measured.
  let shares: [Double]

  /// An observation: a trial at one of its rungs.
  struct Measurement {
    let point: [Double]
    let rung: Int
    let trial: Int
  }

  /// Fits each encoding of the space and takes the likeliest.
  ///
  /// Draws from a stream that the number of observations names and nothing else.
  ///
  /// - Throws: `BayesianOptimizationError.noFit`, and `GSLError` when the covariances are not positive
  ///   definite even with jitter.
  init(
    of measurements: [Measurement], objectives: [Double], noises: [Double?],
    over space: any SearchSpace,
    shares: [Double]
  ) throws {
    let isNoiseKnown = noises.contains { $0 != nil }
    let knownNoise = isNoiseKnown ? noises.map { ($0 ?? 0) * ($0 ?? 0) } : []
    let streams = RandomStreams(seed: 0)
    var best: (fitted: FittedProcess, encoding: any SearchSpace)?
    for encoding in space.encodings {
      let data = ProcessData(
        inputs: Matrix(
          measurements.map { row(encoding, $0.point, share: shares[$0.rung], trial: $0.trial) }),
        targets: objectives, knownNoise: knownNoise)
      let fit = GaussianProcessFit.learningCurves(dimension: encoding.featureCount)
      let found = try fit.searched(
        data, using: streams.stream("hyper-parameters", objectives.count))
      guard found.logPosterior > -.infinity else { continue }
      let fitted = try fit.refined(found, on: data)
      let posterior = fitted.parameters.logPosterior
      if posterior > best?.fitted.parameters.logPosterior ?? -.infinity {
        best = (fitted, encoding)
      }
    }
    guard let best else {
      throw BayesianOptimizationError.noFit(observations: objectives.count)
    }
    process = best.fitted.process
    encoding = best.encoding
    self.shares = shares
  }

  private init(process: GaussianProcess, encoding: any SearchSpace, shares: [Double]) {
    self.process = process
    self.encoding = encoding
    self.shares = shares
  }

  /// The same model conditioned on more observations.
  func conditioned(onMore measurements: [Measurement], objectives: [Double]) throws -> CurveModel {
    guard !measurements.isEmpty else { return self }
    return CurveModel(
      process: try process.conditioned(onMore: inputs(at: measurements), targets: objectives),
      encoding: encoding, shares: shares)
  }

  /// The variance of the noise on an observation, in the objective's units squared.
  var noiseVariance: Double {
    process.noiseVariance * process.standardizer.scale * process.standardizer.scale
  }

  /// The model's inputs at observations.
  func inputs(at measurements: [Measurement]) -> Matrix {
    Matrix(measurements.map { row(encoding, $0.point, share: shares[$0.rung], trial: $0.trial) })
  }

  /// The model's inputs for whole trials of points, whoever runs them.
  func inputs(atEndOf points: [[Double]]) -> Matrix {
    Matrix(points.map { row(encoding, $0, share: 1, trial: -1) })
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
        from: encoding.coordinates(of: start), reach: 0.05, project: encoding.projected,
        function: negativeMean)
      climb.climb(50)
      return encoding.point(at: climb.coordinates)
    }
    // A start comes before its end: only what is better moves away from what was tried.
    let all = starts + ends
    return all[order(of: all)[0]]
  }

  private func negativeMean(at coordinates: [Double]) -> (value: Double, gradient: [Double]) {
    let belief = process.predictionWithGradients(at: encoding.features(at: coordinates) + [1, -1])
    let slopes = belief.meanGradient.prefix(encoding.featureCount).map { -$0 }
    return (-belief.prediction.mean, encoding.pulledBack(slopes, at: coordinates))
  }
}

/// The input of a model of learning curves.
private func row(
  _ encoding: any SearchSpace, _ point: [Double], share: Double, trial: Int
) -> [Double] {
  encoding.features(of: point) + [share, Double(trial)]
}
