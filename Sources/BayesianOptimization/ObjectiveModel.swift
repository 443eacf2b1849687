import GSLNumerics
public import GaussianProcesses

/// What is believed of the objective: the likeliest of several Gaussian processes over several views
/// of the space.
///
/// Which kernel and which features suit an objective is not known before: each pair is fitted, and the
/// one with the largest posterior density of the data is taken. Ours.
public struct ObjectiveModel: Sendable {
  /// The process that was taken.
  public let fitted: FittedProcess

  /// The view of the space whose features it is over.
  public let view: any SearchSpace

  /// Where all fits ended.
  public let memory: ModelMemory

  /// Fits the candidates and takes the likeliest.
  ///
  /// Draws from a stream that the number of observations names and nothing else.
  ///
  /// - Parameters:
  ///   - successes: What was observed, at least one, none of them a failure.
  ///   - space: Where the points are from.
  ///   - fits: The candidates for a number of features, at least one.
  ///   - memory: Where the last fits ended.
  /// - Throws: `GSLError` when no candidate's covariances are positive definite even with jitter.
  init(
    of successes: [BayesianOptimizer.Observation], over space: any SearchSpace,
    fits: (Int) -> [GaussianProcessFit], memory: ModelMemory
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
      for var fit in fits(view.featureCount) {
        // Noise that is known is known in the units of the targets as told.
        if isNoiseKnown { fit.exponentDeviation = nil }
        let place = parameters.count
        let last = memory.parameters.indices.contains(place) ? memory.parameters[place] : nil
        let found = try fit.searched(
          data, from: last, using: streams.stream("hyper-parameters", objectives.count))
        parameters.append(found.values)
        if found.logPosterior > best?.choice.logPosterior ?? -.infinity {
          best = (found, fit, view, data)
        }
      }
    }
    guard let best else {
      preconditionFailure("a candidate for a model and a view of the space are expected")
    }
    fitted = try best.fit.refined(best.choice, on: best.data)
    view = best.view
    self.memory = ModelMemory(parameters: parameters)
  }

  private init(fitted: FittedProcess, view: any SearchSpace, memory: ModelMemory) {
    self.fitted = fitted
    self.view = view
    self.memory = memory
  }

  /// The objective in the units of the process.
  func transformed(_ objective: Double) -> Double {
    fitted.transform.transformed([objective])[0]
  }

  /// The same model conditioned on more observations.
  func conditioned(onMore points: [[Double]], objectives: [Double]) throws -> ObjectiveModel {
    guard !points.isEmpty else { return self }
    let process = try fitted.process.conditioned(
      onMore: Matrix(points.map(view.features(of:))),
      targets: fitted.transform.transformed(objectives))
    return ObjectiveModel(
      fitted: FittedProcess(
        process: process, transform: fitted.transform, parameters: fitted.parameters),
      view: view, memory: memory)
  }

  /// Returns what is believed of the objective, without noise, at some points, `[points]`.
  ///
  /// Where the objective is transformed, its median and half the width of the interval that holds 68 %.
  public func predictions(at points: [[Double]]) -> [Prediction] {
    let beliefs = fitted.process.predictions(at: Matrix(points.map(view.features(of:))))
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
