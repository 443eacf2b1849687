public import GSLNumerics
public import GaussianProcesses

/// Bayesian optimisation of whole trials with a budget that also pays for partial ones.
///
/// A trial is evaluated at rungs of its cost and may pause at any of them; to continue it costs the
/// difference. Each ask returns the step with the largest knowledge gradient per cost: the expected
/// decrease of the least posterior mean of a whole trial once a trial, new or continued, has been
/// evaluated at one of its next rungs. Poor trials are stopped by never being continued. The search
/// begins with warm-start points and a space-filling design; the first of them run to the end, so that
/// the model learns the rest of the curves.
///
/// The knowledge gradient follows Frazier, Powell and Dayanik (2009)
/// <https://doi.org/10.1287/ijoc.1080.0314>, its division by the cost Poloczek, Wang and Frazier (2017)
/// <https://arxiv.org/abs/1603.00389>; the model is `LearningCurveKernel`. Ours: the gain of a
/// step is the largest over the rungs that it leads to.
///
/// The objective is *minimised*. Suggestions depend on the asks and tells so far and on the
/// random streams alone. A point may be tried again in another run where noise dominates.
///
///     var optimizer = MultiFidelityOptimizer(
///       space: SimplexSpace(count: 3), settings: MultiFidelitySettings(rungs: [75, 100], budget: 1_000))
///     while let suggestion = try optimizer.ask() {
///       let loss = try train(suggestion.trial, from: suggestion.from, to: suggestion.to)
///       try optimizer.tell(suggestion, objective: loss)
///     }
///     let best = try optimizer.recommend()
public struct MultiFidelityOptimizer: TrialOptimizer {
  /// A trial, with its objectives so far.
  public struct Trial: Equatable, Sendable, Codable {
    /// The point.
    public fileprivate(set) var point: [Double]

    /// The source of the point.
    public let origin: Suggestion.Origin

    /// The objective at each rung so far, smaller being better.
    public fileprivate(set) var objectives: [Double] = []

    /// The standard deviation of each objective's noise; nil if unknown.
    public fileprivate(set) var noises: [Double?] = []

    /// Whether a step failed; the trial is not continued then.
    public fileprivate(set) var hasFailed = false
  }

  /// The space of the points.
  public let space: any SearchSpace

  /// The settings.
  public let settings: MultiFidelitySettings

  /// The prior of the optimum; nil for none.
  public let prior: FadingPrior?

  /// The trials so far.
  public private(set) var trials: [Trial] = []

  /// The suggestions not yet told, in the order of the asks.
  public private(set) var pending: [Suggestion] = []

  /// The rest of the budget, after pending suggestions.
  public private(set) var remaining: Int

  /// The largest jitter that a model of an ask needed on the diagonal of its covariances, in the model's
  /// units.
  public private(set) var jitter = 0.0

  /// The number of asks that gave a suggestion.
  private var asks = 0
  private let streams: RandomStreams
  private var warmStarts: [WarmStart]
  private var design: [[Double]]?
  private var learned: CurveModel?

  /// Creates an optimiser without observations.
  ///
  /// - Parameters:
  ///   - space: The space of the points.
  ///   - settings: The settings of the search.
  ///   - prior: The prior of the optimum; nil for none.
  ///   - seed: The seed of every random choice.
  /// - Precondition: The warm-start points are in the space.
  public init(
    space: any SearchSpace, settings: MultiFidelitySettings, prior: FadingPrior? = nil,
    seed: UInt64 = 1
  ) {
    self.init(
      space: space, settings: settings, prior: prior, streams: RandomStreams(seed: seed))
  }

  /// Creates an optimiser whose asks draw from the streams named "ask" of a family.
  ///
  /// - Precondition: The warm-start points are in the space.
  public init(
    space: any SearchSpace, settings: MultiFidelitySettings, prior: FadingPrior?,
    streams: RandomStreams
  ) {
    for start in settings.warmStarts {
      precondition(space.contains(start.point), "a point of the space is expected, got \(start)")
    }
    self.space = space
    self.settings = settings
    self.prior = prior
    self.streams = streams
    remaining = settings.budget
    warmStarts = settings.warmStarts
  }

  // MARK: - Ask and tell

  /// Returns the next part of a trial to run, or nil if the budget does not cover any.
  ///
  /// Several suggestions of different trials may be pending; the model counts them as observed at their
  /// posterior mean (the kriging believer of Ginsbourger et al. 2010). Telling them may make others
  /// possible.
  ///
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask() throws -> Suggestion? {
    try ask(using: streams.stream("ask", asks))
  }

  /// Returns the next part of a trial to run, with the draws of a given stream.
  ///
  /// - Parameter stream: A number of draws that depends on the space and the settings.
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask(using stream: RandomStream) throws -> Suggestion? {
    guard let suggestion = try planned(using: stream) ?? advised(using: stream) else {
      return nil
    }
    if suggestion.trial == trials.count {
      trials.append(Trial(point: suggestion.point, origin: suggestion.origin))
    }
    asks += 1
    remaining -= suggestion.cost
    pending.append(suggestion)
    return suggestion
  }

  /// Returns the next parts of different trials, to be run at the same time.
  ///
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask(atMost count: Int) throws -> [Suggestion] {
    var suggestions: [Suggestion] = []
    while suggestions.count < count, let suggestion = try ask() { suggestions.append(suggestion) }
    return suggestions
  }

  /// Moves a pending suggestion and its trial to the point where the trial was run instead.
  ///
  /// - Returns: The suggestion to tell the result of.
  /// - Throws: `BayesianOptimizationError.notPending` and `.outsideSpace`.
  public mutating func move(_ suggestion: Suggestion, to point: [Double]) throws -> Suggestion {
    let moved = try pending.move(suggestion, to: point, in: space)
    trials[suggestion.trial].point = point
    return moved
  }

  /// Records the result of a suggestion; results may arrive in any order.
  ///
  /// - Parameters:
  ///   - suggestion: A pending suggestion.
  ///   - objective: The objective at its end, to be minimised; nil or not finite for a failed trial, the worst so far.
  ///   - noise: The standard deviation of the objective, if known.
  ///   - outputs: Not used: partial trials have no limits.
  ///   - parts: Not used: the model of learning curves is of the objective.
  ///   - block: Not used: the model of learning curves has no shifts of blocks.
  /// - Throws: `BayesianOptimizationError.notPending` and `.invalidNoise`.
  public mutating func tell(
    _ suggestion: Suggestion, objective: Double?, noise: Double? = nil, outputs: [Double]? = nil,
    parts: [Double]? = nil, block: Int? = nil
  ) throws {
    let index = try pending.pendingIndex(of: suggestion)
    try checkNoise(noise)
    pending.remove(at: index)
    if let objective, objective.isFinite {
      trials[suggestion.trial].objectives.append(objective)
      trials[suggestion.trial].noises.append(noise)
    } else {
      trials[suggestion.trial].hasFailed = true
    }
    learned = nil
  }

  // MARK: - Posterior

  /// Returns the point with the least posterior mean of whole trials, by ascents from the best tried
  /// points.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a step has succeeded, and `GSLError`.
  public func recommend() throws -> [Double] {
    try model().bestPoint(from: trials.map(\.point))
  }

  /// Returns the posterior of whole trials of a point, averaged over runs.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a step has succeeded, and `GSLError`.
  public func prediction(at point: [Double]) throws -> Prediction {
    try model().predictions(at: [point])[0]
  }

  /// Returns the model of the learning curves, with failures and without pending steps.
  ///
  /// Its inputs are the features of an encoding of the space, the share of a whole trial and the trial's
  /// number.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a step has succeeded, and `GSLError`.
  public func process() throws -> GaussianProcess {
    try model().process
  }

  /// Returns the recommended point and the prediction there, both of one fit.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func recommendation() throws -> Recommendation {
    let model = try model()
    let point = model.bestPoint(from: trials.map(\.point))
    return Recommendation(
      point: point, prediction: model.predictions(at: [point])[0],
      jitter: max(jitter, model.process.jitter))
  }

  /// Returns a bound on the regret of the best trial.
  ///
  /// Draws from a stream that depends on the number of results.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func regretEstimate() throws -> RegretEstimate {
    try regretEstimate(using: streams.stream("regret", asks - pending.count))
  }

  /// Returns a bound on the regret of the best trial, with the draws of a given stream.
  ///
  /// - Parameter stream: A number of draws that depends on the space and the settings.
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a step has succeeded, and `GSLError`.
  public func regretEstimate(using stream: RandomStream) throws -> RegretEstimate {
    let model = try model()
    let whole = trials.filter { $0.objectives.count == settings.rungs.count }.map(\.point)
    let tried = whole.isEmpty ? trials.map(\.point) : whole
    let untried = points(around: model, using: stream)
    let deviation = (model.process.kernel as? LearningCurveKernel)?.deviation
    let deviationVariance = deviation?.variances(Matrix([[1]]))[0] ?? 0
    let scale = model.process.standardizer.scale
    return RegretEstimate(
      tried: model.predictions(at: tried), untried: model.predictions(at: untried),
      noise: (model.noiseVariance + scale * scale * deviationVariance).squareRoot())
  }

  func model() throws -> CurveModel {
    if let learned { return learned }
    let shares = settings.rungs.map { Double($0) / Double(settings.rungs.last ?? $0) }
    var measurements: [CurveModel.Measurement] = []
    for (number, trial) in trials.enumerated() {
      for rung in trial.objectives.indices {
        measurements.append(CurveModel.Measurement(point: trial.point, rung: rung, trial: number))
      }
    }
    let objectives = trials.flatMap(\.objectives)
    guard let worst = objectives.max() else {
      throw BayesianOptimizationError.nothingLearned(failures: trials.count)
    }
    let failures = trials.indices.filter { trials[$0].hasFailed }.map {
      CurveModel.Measurement(point: trials[$0].point, rung: shares.count - 1, trial: $0)
    }
    let noises = trials.flatMap(\.noises)
    return try CurveModel(
      of: measurements, objectives: objectives, noises: noises, over: space, shares: shares
    )
    .conditioned(
      onMore: failures, objectives: Array(repeating: worst, count: failures.count))
  }

  // MARK: - The next step

  /// Returns the next step of the trials that always run to the end, then of warm-start points and design.
  private mutating func planned(using stream: RandomStream) -> Suggestion? {
    for number in trials.indices.prefix(settings.wholeTrials) {
      if let step = continuation(of: number) { return step }
    }
    guard settings.rungs[0] <= remaining else { return nil }
    while !warmStarts.isEmpty {
      let start = warmStarts.removeFirst()
      if isNew(start.point) { return beginning(at: start.point, .warmStart(start.name)) }
    }
    if design == nil { design = space.design(count: settings.initialPoints, using: stream) }
    while trials.count < settings.initialPoints, let point = design?.first {
      design?.removeFirst()
      if isNew(point) { return beginning(at: point, .design) }
    }
    guard trials.allSatisfy(\.objectives.isEmpty) else { return nil }
    return beginning(at: space.sample(using: stream), .random)
  }

  private mutating func advised(using stream: RandomStream) throws -> Suggestion? {
    guard !trials.allSatisfy(\.objectives.isEmpty) else { return nil }
    let model = try model()
    learned = model
    jitter = max(jitter, model.process.jitter)
    let points = points(around: model, using: stream)
    let begun = trials.indices.compactMap(continuation)
    let new = settings.rungs[0] <= remaining ? points.map { beginning(at: $0, .model) } : []
    let plans = (begun + new).flatMap(plans)
    guard !plans.isEmpty else { return nil }
    let gains = try model.withFantasies(pending.map(measurement)).logGains(
      of: plans.map(\.measurement), over: points)
    let rates = zip(gains, plans).map { gain, plan in
      gain - log(Double(plan.cost))
        + (prior?.logFactor(at: plan.step.point, trials: trials.count) ?? 0)
    }
    let best = rates.indices.max { (rates[$0], $1) < (rates[$1], $0) } ?? 0
    return plans[best].step
  }

  /// A step, and the rung at which its gain is computed.
  private struct Plan {
    let step: Suggestion
    let measurement: CurveModel.Measurement
    let cost: Int
  }

  /// Returns a plan for each rung that a step leads to within the budget.
  private func plans(_ step: Suggestion) -> [Plan] {
    settings.rungs.indices.filter {
      settings.rungs[$0] > step.from && settings.rungs[$0] - step.from <= remaining
    }.map { rung in
      Plan(
        step: step,
        measurement: CurveModel.Measurement(point: step.point, rung: rung, trial: step.trial),
        cost: settings.rungs[rung] - step.from)
    }
  }

  /// Returns the measurement of a pending step.
  private func measurement(_ step: Suggestion) -> CurveModel.Measurement {
    CurveModel.Measurement(
      point: step.point, rung: trials[step.trial].objectives.count, trial: step.trial)
  }

  private func beginning(at point: [Double], _ origin: Suggestion.Origin) -> Suggestion {
    Suggestion(
      trial: trials.count, point: point, origin: origin, from: 0, to: settings.rungs[0])
  }

  /// Returns the next step of a trial; nil if it has ended or failed, is pending, or exceeds the budget.
  private func continuation(of number: Int) -> Suggestion? {
    let trial = trials[number]
    let rung = trial.objectives.count
    guard rung < settings.rungs.count, !trial.hasFailed,
      !pending.contains(where: { $0.trial == number })
    else { return nil }
    let step = Suggestion(
      trial: number, point: trial.point, origin: trial.origin,
      from: rung == 0 ? 0 : settings.rungs[rung - 1], to: settings.rungs[rung])
    return step.cost <= remaining ? step : nil
  }

  private func isNew(_ point: [Double]) -> Bool {
    trials.allSatisfy { !space.areSame($0.point, point) }
  }

  /// Returns the tried points, the best point of the model, random points, and neighbours of good ones.
  private func points(around model: CurveModel, using stream: RandomStream) -> [[Double]] {
    let tried = trials.map(\.point)
    let best = model.bestPoint(from: tried)
    var points = tried + [best]
    points += (0..<settings.randomCandidates).map { _ in space.exploratoryPoint(using: stream) }
    for centre in [best] + model.order(of: tried).prefix(2).map({ tried[$0] }) {
      for index in 0..<settings.neighbours {
        let distance = [0.2, 0.1, 0.05][index % 3]
        points.append(space.neighbour(of: centre, within: distance, using: stream))
      }
    }
    return points
  }
}

extension CurveModel {
  /// Returns the model with measurements observed at their posterior means.
  fileprivate func withFantasies(_ measurements: [Measurement]) throws -> CurveModel {
    guard !measurements.isEmpty else { return self }
    return try conditioned(
      onMore: measurements, objectives: process.means(at: inputs(at: measurements)))
  }

  /// Returns the logarithms of the knowledge gradients of measurements, `[measurements]`, over whole trials
  /// of some points.
  fileprivate func logGains(of measurements: [Measurement], over points: [[Double]]) -> [Double] {
    let posterior = JointPosterior(process, references: inputs(atEndOf: points))
    let evaluations = posterior.evaluations(at: inputs(at: measurements))
    let lowest = posterior.means.map { -$0 }
    return measurements.indices.map { index in
      let deviation = (evaluations.variances[index] + noiseVariance).squareRoot()
      return ExpectedMaximum(
        intercepts: lowest,
        slopes: points.indices.map { -evaluations.covariances[$0, index] / deviation }
      ).logGain
    }
  }
}
