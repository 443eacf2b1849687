import GSLNumerics
public import GaussianProcesses

/// The posterior of the objective: the likeliest of several Gaussian processes over several encodings
/// of the space.
///
/// Which kernel and which features suit an objective is not known before: each pair is fitted, and the
/// one with the largest posterior density of the data is taken. Ours.
public struct ObjectiveModel: Sendable {
  /// The process that was taken, with its likeliest hyper-parameters.
  public let fitted: FittedProcess

  /// The processes that are believed in alike: with hyper-parameters drawn from their posterior where
  /// the settings want that, or else the likeliest alone.
  public let processes: [GaussianProcess]

  /// The encoding of the space whose features it is over.
  public let encoding: any SearchSpace

  /// Where each fit of each encoding ended, in that order, for later ones to begin from.
  public let parameters: [[Double]]

  /// Fits the candidates and takes the likeliest.
  ///
  /// Draws from streams that the number of observations names and nothing else.
  ///
  /// - Parameters:
  ///   - successes: What was observed, at least one, none of them a failure.
  ///   - space: Where the points are from.
  ///   - settings: The candidates, and how many draws of hyper-parameters there are.
  ///   - lastParameters: Where the last fits ended; empty to begin afresh.
  /// - Throws: `BayesianOptimizationError.noFit`, and `GSLError` when no candidate's covariances are positive definite even with jitter.
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
        // Noise that is known is known in the units of the targets as told.
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

  /// The objective in the units of the process.
  func transformed(_ objective: Double) -> Double {
    fitted.transform.transformed([objective])[0]
  }

  /// Returns the posterior of the objective, without noise, at some points, `[points]`.
  ///
  /// Where the objective is transformed, its median and half the width of the interval that holds 68 %.
  public func predictions(at points: [[Double]]) -> [Prediction] {
    let beliefs = Surrogate(self).predictions(at: points)
    guard fitted.transform != .identity else { return beliefs }
    return beliefs.map { belief in
      let deviation = belief.standardDeviation
      let quantiles = fitted.transform.restored([
        belief.mean - deviation, belief.mean, belief.mean + deviation,
      ])
      let half = (quantiles[2] - quantiles[0]) / 2
      return Prediction(mean: quantiles[1], variance: half * half)
    }
  }
}
