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

  /// The fit of the likeliest view, which later suggestions may keep; nil for few observations.
  let fit: SearchMemory.Fit?

  /// The likeliest view.
  public var likeliest: View { views[0] }

  /// The largest number of views.
  private static let mostViews = 3

  /// The largest number of observations of a process.
  private static let mostObservations = 1_000

  /// The inverse of the least share by which the observations have to grow for another fit.
  private static let leastShareOfGrowth = 50

  /// The log density below that of the likeliest at which a view is left out.
  private static let leastEvidence = 3.0

  /// The number of observations up to which every suggestion has a fit of its own.
  private static let fewObservations = 100

  /// A kernel and an encoding, with the MAP hyper-parameters.
  private struct Candidate {
    let index: Int
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
    let targets = Targets(of: successes, settings: settings)
    var candidates: [Candidate] = []
    for encoding in space.encodings {
      let data = targets.data(in: encoding).sample(Self.mostObservations)
      for fit in targets.fits(encoding, settings, for: purpose) {
        let index = candidates.count
        let last = lastParameters.indices.contains(index) ? lastParameters[index] : nil
        candidates.append(
          Candidate(
            index: index, fit: fit, encoding: encoding, data: data,
            choice: try fit.searched(
              data, from: last, using: streams.stream("hyper-parameters", successes.count))))
      }
    }
    let order = candidates.indices.filter { candidates[$0].choice.logPosterior > -.infinity }
      .sorted {
        (candidates[$0].choice.logPosterior, $1) > (candidates[$1].choice.logPosterior, $0)
      }
    guard let first = order.first else {
      throw BayesianOptimizationError.noFit(observations: successes.count)
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
        fitted: fitted.fenced(by: targets.fence),
        processes: settings.hyperparameterSamples > 0
          ? try candidate.fit.sampled(
            settings.hyperparameterSamples, of: candidate.data, around: candidate.choice,
            using: streams.stream("hyper-parameter samples", successes.count)
          ).map(\.process) : [fitted.process],
        encoding: candidate.encoding, probability: probability)
    }
    parameters = candidates.map(\.choice.values)
    fit =
      successes.count > Self.fewObservations && settings.hyperparameterSamples == 0
      ? SearchMemory.Fit(
        view: candidates[first].index, values: views[0].fitted.parameters.values,
        observations: successes.count) : nil
  }

  /// Conditions the likeliest view of an earlier fit on all observations, if they are hardly more than the fit's.
  ///
  /// Hyper-parameters of hundreds of observations hardly change by a fiftieth more. Without a fit, a suggestion takes about
  /// half the time.
  ///
  /// - Parameters:
  ///   - kept: The fit.
  ///   - successes: The observations, none of them a failure.
  ///   - space: The space of the points.
  ///   - settings: The candidate models.
  ///   - lastParameters: The hyper-parameters of the last fits.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  init?(
    keeping kept: SearchMemory.Fit, of successes: [BayesianOptimizer.Observation],
    over space: any SearchSpace, settings: OptimizerSettings, lastParameters: [[Double]]
  ) throws {
    let growth = successes.count - kept.observations
    guard kept.observations > Self.fewObservations, growth >= 0,
      growth * Self.leastShareOfGrowth < kept.observations
    else { return nil }
    let targets = Targets(of: successes, settings: settings)
    var index = 0
    for encoding in space.encodings {
      for fit in targets.fits(encoding, settings, for: .suggestion) {
        defer { index += 1 }
        guard index == kept.view, let parameters = fit.parameters(kept.values) else { continue }
        let data = targets.data(in: encoding).sample(Self.mostObservations)
        let fitted = try fit.process(parameters, on: data)
        views = [
          View(
            fitted: fitted.fenced(by: targets.fence), processes: [fitted.process],
            encoding: encoding, probability: 1)
        ]
        self.parameters = lastParameters
        self.fit = kept
        return
      }
    }
    return nil
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

/// The objectives of some observations as the targets of models.
private struct Targets {
  let fence: OutlierFence?
  private let points: [[Double]]
  private let objectives: [Double]

  /// The known variances of the noise; empty where none is known.
  private let knownNoise: [Double]
  private let blocks: [Int?]

  init(of successes: [BayesianOptimizer.Observation], settings: OptimizerSettings) {
    let blocks = successes.map(\.block)
    let centred = centred(successes.compactMap(\.objective), in: blocks)
    let fence = settings.fencesOutliers ? OutlierFence(of: centred) : nil
    let objectives = fence?.transformed(centred) ?? centred
    let isNoiseKnown = successes.contains { $0.noise != nil }
    let excesses = objectives.map { max($0 - (fence?.edge ?? .infinity), 0) }
    // An outlier is a bad objective of its own large noise: its neighbours need not be bad.
    knownNoise =
      isNoiseKnown || excesses.contains { $0 > 0 }
      ? zip(successes, excesses).map { ($0.noise ?? 0) * ($0.noise ?? 0) + $1 * $1 } : []
    self.fence = fence
    self.objectives = objectives
    self.blocks = blocks.contains { $0 != nil } ? blocks : []
    points = successes.map(\.point)
  }

  /// Returns the observations with the features of an encoding.
  func data(in encoding: any SearchSpace) -> ProcessData {
    ProcessData(
      inputs: Matrix(points.map(encoding.features(of:))), targets: objectives,
      knownNoise: knownNoise, blocks: blocks)
  }

  /// Returns the candidate models over an encoding.
  func fits(
    _ encoding: any SearchSpace, _ settings: OptimizerSettings, for purpose: ObjectiveModel.Purpose
  ) -> [GaussianProcessFit] {
    settings.fits(encoding).map { fit in
      var fit = fit
      // Known noise is in the units of untransformed targets.
      if !knownNoise.isEmpty { fit.exponentDeviation = nil }
      if purpose == .suggestion { fit.hasten() }
      return fit
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
