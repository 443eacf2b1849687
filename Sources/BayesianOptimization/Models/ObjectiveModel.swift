import GSLNumerics
public import GaussianProcesses

/// The posterior of the objective: Gaussian processes over kernels and encodings of the space, weighted by
/// their posterior probabilities.
///
/// Each pair of a kernel and an encoding is fitted. A suggestion uses the likeliest of them; predictions and
/// recommendations average over those that are nearly as likely. Ours. An objective of several parts has independent
/// processes, one for each, over one encoding, each with its likeliest kernel; their sum is the model.
public struct ObjectiveModel: Sendable {
  /// The model of the objective with one kernel for each part over one encoding.
  public struct View: Sendable {
    /// The process of each part with its MAP hyper-parameters, of at most a thousand observations; of the objective
    /// alone without parts.
    public let fitted: [FittedProcess]

    /// Equally probable models: with posterior draws of the hyper-parameters, or the MAP estimate alone.
    public let processes: [ProcessSum]

    /// The encoding of the space, whose features are the inputs.
    public let encoding: any SearchSpace

    /// The posterior probability among the views.
    public let probability: Double
  }

  /// What a model is for.
  enum Purpose {
    /// The next point: the likeliest view, fitted quickly.
    case suggestion
    /// The next points of many workers: the likeliest view of fewer observations, fitted more rarely.
    case suggestions
    /// What was learned: all views that are nearly as likely, fitted to the end.
    case conclusion

    /// The largest number of observations of a process.
    fileprivate var mostObservations: Int { self == .suggestions ? 300 : 1_000 }

    /// The inverse of the least share by which the observations have to grow for another fit.
    fileprivate var leastShareOfGrowth: Int { self == .suggestions ? 5 : 50 }
  }

  /// The views, the likeliest first; their probabilities sum to one.
  public let views: [View]

  /// The MAP hyper-parameters of each fit of each encoding for each part, in that order; later fits begin there.
  public let parameters: [[Double]]

  /// The fit of the likeliest view, which later suggestions may keep; nil for few observations and for several parts.
  let fit: SearchMemory.Fit?

  /// The likeliest view.
  public var likeliest: View { views[0] }

  /// The largest number of views.
  private static let mostViews = 3

  /// The number of observations up to which every suggestion has a fit of its own.
  private static let fewObservations = 100

  /// The log density below that of the likeliest at which a view is left out.
  private static let leastEvidence = 3.0

  /// A kernel and an encoding for a part, with the MAP hyper-parameters.
  private struct Candidate {
    let index: Int
    let fit: GaussianProcessFit
    let encoding: Int
    let data: ProcessData
    let choice: Hyperparameters

    /// The number of the part.
    let part: Int
  }

  /// Candidates for each part over one encoding.
  private struct Combination {
    let candidates: [Candidate]

    var logPosterior: Double { candidates.reduce(0) { $0 + $1.choice.logPosterior } }
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
    let count = successes.count
    let parts = ObjectivePart.parts(of: successes, settings: settings)
    let candidates = try Self.candidates(
      for: parts, of: successes, over: space.encodings, settings: settings,
      lastParameters: lastParameters, purpose: purpose)
    let combinations = Self.combinations(of: candidates, parts: parts.count)
      .filter { $0.logPosterior > -.infinity }
    let order = combinations.indices.sorted {
      (combinations[$0].logPosterior, $1) > (combinations[$1].logPosterior, $0)
    }
    guard let first = order.first else {
      throw BayesianOptimizationError.noFit(observations: count)
    }
    let evidence = combinations[first].logPosterior
    let close = order.prefix(purpose == .conclusion ? Self.mostViews : 1)
      .map { combinations[$0] }.filter { $0.logPosterior > evidence - Self.leastEvidence }
    views = try zip(close, softmax(close.map(\.logPosterior))).map { combination, probability in
      let fitted = try zip(combination.candidates, parts).map { candidate, part in
        try candidate.fit.refined(candidate.choice, on: candidate.data).fenced(by: part.fence)
      }
      let draws =
        settings.hyperparameterSamples == 0
        ? fitted.map { [$0.process] }
        : try combination.candidates.map { candidate in
          try candidate.fit.sampled(
            settings.hyperparameterSamples, of: candidate.data, around: candidate.choice,
            using: stream("hyper-parameter samples", count, ofPart: candidate.part)
          ).map(\.process)
        }
      return View(
        fitted: fitted,
        processes: draws[0].indices.map { draw in
          ProcessSum(zip(parts, draws).map { .init(weight: $0.weight, process: $1[draw]) })
        },
        encoding: space.encodings[combination.candidates[0].encoding], probability: probability)
    }
    parameters = candidates.map(\.choice.values)
    let isKept =
      count > Self.fewObservations && settings.hyperparameterSamples == 0 && parts.count == 1
    fit =
      isKept
      ? SearchMemory.Fit(
        view: combinations[first].candidates[0].index, values: views[0].fitted[0].parameters.values,
        observations: count) : nil
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
  ///   - purpose: What the model is for.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  init?(
    keeping kept: SearchMemory.Fit, of successes: [BayesianOptimizer.Observation],
    over space: any SearchSpace, settings: OptimizerSettings, lastParameters: [[Double]],
    for purpose: Purpose
  ) throws {
    let growth = successes.count - kept.observations
    guard kept.observations > Self.fewObservations, growth >= 0,
      growth * purpose.leastShareOfGrowth < kept.observations
    else { return nil }
    let parts = ObjectivePart.parts(of: successes, settings: settings)
    guard parts.count == 1 else { return nil }
    let rows = Self.rows(of: successes, parts: parts, for: purpose)
    var index = 0
    for encoding in space.encodings {
      for fit in Self.fits(of: parts[0], among: 1, over: encoding, settings, for: purpose) {
        defer { index += 1 }
        guard index == kept.view, let parameters = fit.parameters(kept.values) else { continue }
        let fitted = try fit.process(
          parameters, on: Self.data(of: parts[0], in: encoding, rows: rows, of: successes))
        views = [
          View(
            fitted: [fitted.fenced(by: parts[0].fence)],
            processes: [ProcessSum([.init(weight: parts[0].weight, process: fitted.process)])],
            encoding: encoding, probability: 1)
        ]
        self.parameters = lastParameters
        self.fit = kept
        return
      }
    }
    return nil
  }

  /// Returns the candidates for each part, fitted: for each encoding and each kernel.
  private static func candidates(
    for parts: [ObjectivePart], of successes: [BayesianOptimizer.Observation],
    over encodings: [any SearchSpace], settings: OptimizerSettings, lastParameters: [[Double]],
    purpose: Purpose
  ) throws -> [Candidate] {
    let rows = rows(of: successes, parts: parts, for: purpose)
    var candidates: [Candidate] = []
    for (number, part) in parts.enumerated() {
      for (index, encoding) in encodings.enumerated() {
        let data = data(of: part, in: encoding, rows: rows, of: successes)
        for fit in fits(of: part, among: parts.count, over: encoding, settings, for: purpose) {
          let last =
            lastParameters.indices.contains(candidates.count)
            ? lastParameters[candidates.count] : nil
          candidates.append(
            Candidate(
              index: candidates.count, fit: fit, encoding: index, data: data,
              choice: try fit.searched(
                data, from: last,
                using: stream("hyper-parameters", successes.count, ofPart: number)),
              part: number))
        }
      }
    }
    return candidates
  }

  /// Returns the rows of at most so many observations.
  private static func rows(
    of successes: [BayesianOptimizer.Observation], parts: [ObjectivePart], for purpose: Purpose
  ) -> [Int] {
    let sums = successes.indices.map { row in
      parts.reduce(0) { $0 + $1.weight * $1.targets[row] }
    }
    return ProcessData.sampleIndices(purpose.mostObservations, of: sums)
  }

  /// Returns the targets of a part with the features of an encoding.
  private static func data(
    of part: ObjectivePart, in encoding: any SearchSpace, rows: [Int],
    of successes: [BayesianOptimizer.Observation]
  ) -> ProcessData {
    let blocks = rows.map { successes[$0].block }
    let repeats = rows.map { successes[$0].repeats }
    return ProcessData(
      inputs: Matrix(rows.map { encoding.features(of: successes[$0].point) }),
      targets: rows.map { part.targets[$0] },
      knownNoise: part.knownNoise.isEmpty ? [] : rows.map { part.knownNoise[$0] },
      repeats: repeats.contains { $0 != nil } ? repeats.map { $0 ?? 1 } : [],
      blocks: blocks.contains { $0 != nil } ? blocks : [])
  }

  /// Returns the kernels of a part over an encoding.
  private static func fits(
    of part: ObjectivePart, among parts: Int, over encoding: any SearchSpace,
    _ settings: OptimizerSettings, for purpose: Purpose
  ) -> [GaussianProcessFit] {
    settings.fits(encoding).map { fit in
      var fit = fit
      // Known noise is in the units of untransformed targets, and a sum is one of those.
      if !part.knownNoise.isEmpty || parts > 1 { fit.exponentDeviation = nil }
      if purpose != .conclusion { fit.hasten() }
      return fit
    }
  }

  /// Returns each candidate of a single part; of several parts the likeliest candidates over each encoding.
  private static func combinations(of candidates: [Candidate], parts: Int) -> [Combination] {
    guard parts > 1 else { return candidates.map { Combination(candidates: [$0]) } }
    let encodings = (candidates.map(\.encoding).max() ?? 0) + 1
    return (0..<encodings).map { encoding in
      Combination(
        candidates: (0..<parts).compactMap { part in
          candidates.filter { $0.encoding == encoding && $0.part == part }
            .max { $0.choice.logPosterior < $1.choice.logPosterior }
        })
    }
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
      let variances = view.processes.map(\.noiseVariance)
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
        let posterior = SumPosterior(process, references: reference)
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
  /// The transform of the objective; its parts have none but their fences.
  var transform: TargetTransform { fitted.count == 1 ? fitted[0].transform : .identity }

  /// The largest jitter of a process, in its units.
  var jitter: Double { fitted.reduce(0) { max($0, $1.process.jitter) } }

  /// Returns an objective in the units of the process.
  func transformed(_ objective: Double) -> Double {
    transform.transformed([objective])[0]
  }

  /// Returns the posterior of the objective, without noise, at some points, `[points]`.
  func predictions(at points: [[Double]]) -> [Prediction] {
    let predictions = Surrogate(self).predictions(at: points)
    guard transform != .identity else { return predictions }
    return predictions.map { prediction in
      let deviation = prediction.standardDeviation
      let quantiles = transform.restored([
        prediction.mean - deviation, prediction.mean, prediction.mean + deviation,
      ])
      let half = (quantiles[2] - quantiles[0]) / 2
      return Prediction(mean: quantiles[1], variance: half * half)
    }
  }
}

/// Returns the stream of a part's hyper-parameters.
private func stream(_ name: String, _ count: Int, ofPart part: Int) -> RandomStream {
  let streams = RandomStreams(seed: 0)
  return part == 0 ? streams.stream(name, count) : streams.stream(name, count, part)
}

extension GaussianProcessFit {
  /// Bounds the time of the refinement, which is most of a suggestion's.
  fileprivate mutating func hasten() {
    refinementSample = min(refinementSample, 300)
    refinementIterations = min(refinementIterations, iterations / 8)
  }
}
