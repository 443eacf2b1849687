import GSLNumerics
public import GaussianProcesses

/// What is believed of the objective: the likeliest of several Gaussian processes over several views
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

  /// The view of the space whose features it is over.
  public let view: any SearchSpace

  /// Where each fit of each view ended, in that order, for later ones to begin from.
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
      (choice: LikelyParameters, fit: GaussianProcessFit, view: any SearchSpace, data: ProcessData)?
    for view in space.views {
      let data = ProcessData(
        inputs: Matrix(successes.map { view.features(of: $0.point) }), targets: objectives,
        knownNoise: knownNoise)
      for var fit in settings.fits(view.featureCount) {
        // Noise that is known is known in the units of the targets as told.
        if isNoiseKnown { fit.exponentDeviation = nil }
        let place = parameters.count
        let last = lastParameters.indices.contains(place) ? lastParameters[place] : nil
        let found = try fit.searched(
          data, from: last, using: streams.stream("hyper-parameters", objectives.count))
        parameters.append(found.values)
        if found.logPosterior > best?.choice.logPosterior ?? -.infinity {
          best = (found, fit, view, data)
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
    view = best.view
    self.parameters = parameters
  }

  /// The objective in the units of the process.
  func transformed(_ objective: Double) -> Double {
    fitted.transform.transformed([objective])[0]
  }

  /// Returns what is believed of the objective, without noise, at some points, `[points]`.
  ///
  /// Where the objective is transformed, its median and half the width of the interval that holds 68 %.
  public func predictions(at points: [[Double]]) -> [Prediction] {
    let beliefs = Surrogate(self).predictions(at: points)
    guard fitted.transform != .identity else { return beliefs }
    return beliefs.map { belief in
      let deviation = belief.standardDeviation
      let places = fitted.transform.restored([
        belief.mean - deviation, belief.mean, belief.mean + deviation,
      ])
      let half = (places[2] - places[0]) / 2
      return Prediction(mean: places[1], variance: half * half)
    }
  }
}
