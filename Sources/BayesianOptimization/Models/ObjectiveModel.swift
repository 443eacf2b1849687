import GSLNumerics
public import GaussianProcesses

/// The posterior of the objective: Gaussian processes over kernels and encodings of the space, weighted by
/// their posterior probabilities.
///
/// Each pair of a kernel and an encoding is fitted. A suggestion uses the likeliest of them; predictions and
/// recommendations average over those that are nearly as likely. Ours.
public struct ObjectiveModel: Sendable {
  /// The model of the objective with one kernel over one encoding.
  public struct View: Sendable {
    /// The process, with its MAP hyper-parameters, of at most a thousand observations.
    public let fitted: FittedProcess

    /// Equally probable processes: with posterior draws of the hyper-parameters, or the MAP estimate alone.
    public let processes: [GaussianProcess]

    /// The encoding of the space, whose features are the inputs.
    public let encoding: any SearchSpace

    /// The posterior probability among the views.
    public let probability: Double
  }

  /// What a model is for.
  enum Purpose {
    /// The next point: the likeliest view, fitted quickly.
    case suggestion
    /// What was learned: all views that are nearly as likely, fitted to the end.
    case conclusion
  }

  /// The views, the likeliest first; their probabilities sum to one.
  public let views: [View]

  /// The MAP hyper-parameters of each fit of each encoding, in that order; later fits begin there.
  public let parameters: [[Double]]

  /// The likeliest view.
  public var likeliest: View { views[0] }

  /// The largest number of views.
  private static let mostViews = 3

  /// The largest number of observations of a process.
  private static let mostObservations = 1_000

  /// The log density below that of the likeliest at which a view is left out.
  private static let leastEvidence = 3.0

  /// A kernel and an encoding, with the MAP hyper-parameters.
  private struct Candidate {
    let fit: GaussianProcessFit
    let encoding: any SearchSpace
    let data: ProcessData
    let choice: Hyperparameters
  }

  /// Fits the candidates.
  ///
  /// The random streams depend on the number of observations alone.
  ///
  /// - Parameters:
  ///   - successes: The observations, at least one, none of them a failure.
  ///   - space: The space of the points.
  ///   - settings: The candidate models, and the number of draws of hyper-parameters.
  ///   - lastParameters: The hyper-parameters of the last fits; empty for none.
  ///   - purpose: What the model is for.
  /// - Throws: `BayesianOptimizationError.noFit`, and `GSLError` when no candidate's covariances are
  ///   positive definite even with jitter.
  init(
    of successes: [BayesianOptimizer.Observation], over space: any SearchSpace,
    settings: OptimizerSettings, lastParameters: [[Double]], for purpose: Purpose
  ) throws {
    let streams = RandomStreams(seed: 0)
    let blocks = successes.map(\.block)
    var objectives = centred(successes.compactMap(\.objective), in: blocks)
    let fence = settings.fencesOutliers ? OutlierFence(of: objectives) : nil
    objectives = fence?.transformed(objectives) ?? objectives
    let isNoiseKnown = successes.contains { $0.noise != nil }
    let excesses = objectives.map { max($0 - (fence?.edge ?? .infinity), 0) }
    let isKnown = isNoiseKnown || excesses.contains { $0 > 0 }
    // An outlier is a bad objective of its own large noise: its neighbours need not be bad.
    let knownNoise =
      isKnown
      ? zip(successes, excesses).map { ($0.noise ?? 0) * ($0.noise ?? 0) + $1 * $1 } : []
    var candidates: [Candidate] = []
    for encoding in space.encodings {
      let data = ProcessData(
        inputs: Matrix(successes.map { encoding.features(of: $0.point) }), targets: objectives,
        knownNoise: knownNoise, blocks: blocks.contains { $0 != nil } ? blocks : []
      ).sample(Self.mostObservations)
      for var fit in settings.fits(encoding) {
        // Known noise is in the units of untransformed targets.
        if isKnown { fit.exponentDeviation = nil }
        if purpose == .suggestion { fit.hasten() }
        let index = candidates.count
        let last = lastParameters.indices.contains(index) ? lastParameters[index] : nil
        candidates.append(
          Candidate(
            fit: fit, encoding: encoding, data: data,
            choice: try fit.searched(
              data, from: last, using: streams.stream("hyper-parameters", objectives.count))))
      }
    }
    let order = candidates.indices.filter { candidates[$0].choice.logPosterior > -.infinity }
      .sorted {
        (candidates[$0].choice.logPosterior, $1) > (candidates[$1].choice.logPosterior, $0)
      }
    guard let first = order.first else {
      throw BayesianOptimizationError.noFit(observations: objectives.count)
    }
    let evidence = candidates[first].choice.logPosterior
    let close = order.prefix(purpose == .suggestion ? 1 : Self.mostViews).filter {
      candidates[$0].choice.logPosterior > evidence - Self.leastEvidence
    }
    let probabilities = softmax(close.map { candidates[$0].choice.logPosterior })
    views = try zip(close, probabilities).map { index, probability in
      let candidate = candidates[index]
      let fitted = try candidate.fit.refined(candidate.choice, on: candidate.data)
      return View(
        fitted: fitted.fenced(by: fence),
        processes: settings.hyperparameterSamples > 0
          ? try candidate.fit.sampled(
            settings.hyperparameterSamples, of: candidate.data, around: candidate.choice,
            using: streams.stream("hyper-parameter samples", objectives.count)
          ).map(\.process) : [fitted.process],
        encoding: candidate.encoding, probability: probability)
    }
    parameters = candidates.map(\.choice.values)
  }

  /// Returns the posterior of the objective, without noise, at some points, `[points]`.
  ///
  /// For a transformed objective, its median and half the width of its central 68 % interval.
  public func predictions(at points: [[Double]]) -> [Prediction] {
    let ofViews = views.map { $0.predictions(at: points) }
    guard ofViews.count > 1 else { return ofViews[0] }
    let probabilities = views.map(\.probability)
    return points.indices.map { index in
      Prediction(mixing: ofViews.map { $0[index] }, probabilities: probabilities)
    }
  }
}

extension ObjectiveModel {
  /// The standard deviation of the noise of a trial, where targets are not transformed.
  public var noise: Double {
    views.reduce(0) { sum, view in
      let variances = view.processes.map { process in
        process.noiseVariance * process.standardizer.scale * process.standardizer.scale
      }
      return sum + view.probability * variances.reduce(0, +) / Double(variances.count)
    }.squareRoot()
  }

  /// Returns the posterior of the difference of the objective at some points from that at another, `[points]`, where
  /// targets are not transformed.
  ///
  /// The covariance of the two makes it narrower than the difference of two predictions.
  public func differences(at points: [[Double]], from origin: [Double]) -> [Prediction] {
    let ofViews = views.map { view in
      let surrogate = Surrogate(view)
      let reference = surrogate.features(of: [origin])
      let ofProcesses = view.processes.map { process in
        let posterior = JointPosterior(process, references: reference)
        let ends = posterior.evaluations(at: surrogate.features(of: points))
        return points.indices.map { index in
          let variance =
            ends.variances[index] + posterior.covariances[0, 0] - 2 * ends.covariances[0, index]
          return Prediction(
            mean: ends.means[index] - posterior.means[0], variance: max(variance, 0))
        }
      }
      return points.indices.map { index in Prediction(mixing: ofProcesses.map { $0[index] }) }
    }
    return points.indices.map { index in
      Prediction(mixing: ofViews.map { $0[index] }, probabilities: views.map(\.probability))
    }
  }
}

extension ObjectiveModel.View {
  /// Returns an objective in the units of the process.
  func transformed(_ objective: Double) -> Double {
    fitted.transform.transformed([objective])[0]
  }

  /// Returns the posterior of the objective, without noise, at some points, `[points]`.
  func predictions(at points: [[Double]]) -> [Prediction] {
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

/// Returns objectives of which those of each block have the mean of the blocks' means, to the model's prior of their
/// shifts.
private func centred(_ objectives: [Double], in blocks: [Int?]) -> [Double] {
  var sums: [Int: (sum: Double, count: Double)] = [:]
  for case let (objective, block?) in zip(objectives, blocks) {
    let (sum, count) = sums[block] ?? (0, 0)
    sums[block] = (sum + objective, count + 1)
  }
  guard sums.count > 1 else { return objectives }
  let means = sums.mapValues { $0.sum / $0.count }
  let mean = means.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } / Double(means.count)
  return zip(objectives, blocks).map { objective, block in
    objective - (block.flatMap { means[$0] } ?? mean) + mean
  }
}

extension GaussianProcessFit {
  /// Bounds the time of the refinement, which is most of a suggestion's.
  fileprivate mutating func hasten() {
    refinementSample = min(refinementSample, 300)
    refinementIterations = min(refinementIterations, iterations / 8)
  }
}
