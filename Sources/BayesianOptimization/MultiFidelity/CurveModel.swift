import GSLNumerics
import GaussianProcesses

/// The posterior of the objective along the learning curves of trials.
struct CurveModel {
  /// The process; its inputs are the features, the share of a whole trial and the trial's number.
  let process: GaussianProcess

  /// The encoding of the space, whose features are the inputs.
  let encoding: any SearchSpace

  /// The shares of a whole trial at the rungs.
  let shares: [Double]

  /// A trial at one of its rungs.
  struct Measurement {
    let point: [Double]
    let rung: Int
    let trial: Int
  }

  /// Fits each encoding of the space and takes the likeliest.
  ///
  /// The random stream depends on the number of observations alone.
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

  /// Returns the model conditioned on more observations.
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

  /// Returns the model's inputs at observations.
  func inputs(at measurements: [Measurement]) -> Matrix {
    Matrix(measurements.map { row(encoding, $0.point, share: shares[$0.rung], trial: $0.trial) })
  }

  /// Returns the model's inputs for whole trials of points, without a run's deviation.
  func inputs(atEndOf points: [[Double]]) -> Matrix {
    Matrix(points.map { row(encoding, $0, share: 1, trial: -1) })
  }

  /// Returns the posterior of whole trials of points, averaged over runs.
  func predictions(at points: [[Double]]) -> [Prediction] {
    process.predictions(at: inputs(atEndOf: points))
  }

  /// Returns the indices of points by ascending posterior mean of their whole trials.
  func order(of points: [[Double]]) -> [Int] {
    let means = process.means(at: inputs(atEndOf: points))
    return points.indices.sorted { (means[$0], $0) < (means[$1], $1) }
  }

  /// Returns the point with the least posterior mean among some points and the ends of ascents from them.
  func bestPoint(from points: [[Double]]) -> [Double] {
    let starts = order(of: points).prefix(3).map { points[$0] }
    let ends = starts.map { start in
      var climb = ProjectedAscent(
        from: encoding.coordinates(of: start), reach: 0.05, project: encoding.projected,
        function: negativeMean)
      climb.climb(50)
      return encoding.point(at: climb.coordinates)
    }
    // Starts come first, so that an end is returned only if it is better.
    let all = starts + ends
    return all[order(of: all)[0]]
  }

  private func negativeMean(at coordinates: [Double]) -> (value: Double, gradient: [Double]) {
    let result = process.predictionWithGradients(at: encoding.features(at: coordinates) + [1, -1])
    let slopes = result.meanGradient.prefix(encoding.featureCount).map { -$0 }
    return (-result.prediction.mean, encoding.pulledBack(slopes, at: coordinates))
  }
}

/// Returns an input of a model of learning curves.
private func row(
  _ encoding: any SearchSpace, _ point: [Double], share: Double, trial: Int
) -> [Double] {
  encoding.features(of: point) + [share, Double(trial)]
}
