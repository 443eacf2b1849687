import GSLNumerics
public import GaussianProcesses

/// The posterior of the objective: the likeliest Gaussian process over kernels and encodings of the space.
///
/// Each pair of a kernel and an encoding is fitted, and the one with the largest posterior density is
/// taken. Ours.
public struct ObjectiveModel: Sendable {
  /// The chosen process, with its MAP hyper-parameters.
  public let fitted: FittedProcess

  /// Equally probable processes: with posterior draws of the hyper-parameters, or the MAP estimate alone.
  public let processes: [GaussianProcess]

  /// The encoding of the space, whose features are the inputs.
  public let encoding: any SearchSpace

  /// The MAP hyper-parameters of each fit of each encoding, in that order; later fits begin there.
  public let parameters: [[Double]]

  /// Fits the candidates and takes the likeliest.
  ///
  /// The random streams depend on the number of observations alone.
  ///
  /// - Parameters:
  ///   - successes: The observations, at least one, none of them a failure.
  ///   - space: The space of the points.
  ///   - settings: The candidate models, and the number of draws of hyper-parameters.
  ///   - lastParameters: The hyper-parameters of the last fits; empty for none.
  /// - Throws: `BayesianOptimizationError.noFit`, and `GSLError` when no candidate's covariances are
  ///   positive definite even with jitter.
  init(
    of successes: [BayesianOptimizer.Observation], over space: any SearchSpace,
    settings: OptimizerSettings, lastParameters: [[Double]]
  ) throws {
    let streams = RandomStreams(seed: 0)
    let objectives = successes.compactMap(\.objective)
    let isNoiseKnown = successes.contains { $0.noise != nil }
    let knownNoise = isNoiseKnown ? successes.map { ($0.noise ?? 0) * ($0.noise ?? 0) } : []
    var parameters: [[Double]] = []
    var best:
      (
        choice: Hyperparameters, fit: GaussianProcessFit, encoding: any SearchSpace,
        data: ProcessData
      )?
    for encoding in space.encodings {
      let data = ProcessData(
        inputs: Matrix(successes.map { encoding.features(of: $0.point) }), targets: objectives,
        knownNoise: knownNoise)
      for var fit in settings.fits(encoding.featureCount) {
        // Known noise is in the units of untransformed targets.
        if isNoiseKnown { fit.exponentDeviation = nil }
        let index = parameters.count
        let last = lastParameters.indices.contains(index) ? lastParameters[index] : nil
        let found = try fit.searched(
          data, from: last, using: streams.stream("hyper-parameters", objectives.count))
        parameters.append(found.values)
        if found.logPosterior > best?.choice.logPosterior ?? -.infinity {
          best = (found, fit, encoding, data)
        }
      }
    }
    guard let best else {
      throw BayesianOptimizationError.noFit(observations: objectives.count)
    }
    fitted = try best.fit.refined(best.choice, on: best.data)
    processes =
      settings.hyperparameterSamples > 0
      ? try best.fit.sampled(
        settings.hyperparameterSamples, of: best.data, around: best.choice,
        using: streams.stream("hyper-parameter samples", objectives.count)
      ).map(\.process) : [fitted.process]
    encoding = best.encoding
    self.parameters = parameters
  }

  /// Returns an objective in the units of the process.
  func transformed(_ objective: Double) -> Double {
    fitted.transform.transformed([objective])[0]
  }

  /// Returns the posterior of the objective, without noise, at some points, `[points]`.
  ///
  /// For a transformed objective, its median and half the width of its central 68 % interval.
  public func predictions(at points: [[Double]]) -> [Prediction] {
    let predictions = Surrogate(self).predictions(at: points)
    guard fitted.transform != .identity else { return predictions }
    return predictions.map { prediction in
      let deviation = prediction.standardDeviation
      let quantiles = fitted.transform.restored([
        prediction.mean - deviation, prediction.mean, prediction.mean + deviation,
      ])
      let half = (quantiles[2] - quantiles[0]) / 2
      return Prediction(mean: quantiles[1], variance: half * half)
    }
  }
}
