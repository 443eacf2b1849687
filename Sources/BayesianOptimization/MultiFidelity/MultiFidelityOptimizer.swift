public import GSLNumerics
public import GaussianProcesses

/// Finds the least value that whole trials reach by spending a budget on whole and on partial ones.
///
/// A trial is measured at rungs of its cost and may be left at any of them; it goes on from where it
/// stopped, so that a continuation costs the difference. Each ask is the step whose plan has the largest
/// knowledge gradient for its cost: how much lower the least posterior mean of a whole trial is expected
/// to be once a trial, begun or continued, has been measured at one of its next rungs. Poor trials are
/// stopped by never being continued. The beginning is planned: warm-start points and a space-filling
/// design, the first of them to the end, so that the model learns what is missing at the lower rungs.
///
/// The knowledge gradient follows Frazier, Powell and Dayanik (2009)
/// <https://doi.org/10.1287/ijoc.1080.0314>, its division by the cost Poloczek, Wang and Frazier (2017)
/// <https://arxiv.org/abs/1603.00389>; the model is `LearningCurveKernel`. Ours: a plan may reach over
/// several rungs, of which the first is then walked.
///
/// The objective is *minimised*. What is asked is a function of the asks and tells so far and of the
/// streams given, and of nothing else. A point may be tried again with another run, where a measurement
/// that is noise for the most part makes that worth its cost.
///
///     var optimizer = MultiFidelityOptimizer(
///       space: SimplexSpace(count: 3), settings: MultiFidelitySettings(rungs: [75, 100], budget: 1_000))
///     while let suggestion = try optimizer.ask() {
///       let loss = try train(suggestion.trial, from: suggestion.from, to: suggestion.to)
///       try optimizer.tell(suggestion, objective: loss)
///     }
///     let best = try optimizer.recommend()
public struct MultiFidelityOptimizer: TrialOptimizer {
  /// A trial as far as it went.
  public struct Trial: Equatable, Sendable, Codable {
    /// The point.
    public fileprivate(set) var point: [Double]

    /// Where the point comes from.
    public let origin: Suggestion.Origin

    /// What was found at each rung so far, smaller being better.
    public fileprivate(set) var objectives: [Double] = []

    /// The standard deviation of each of the objectives; nil where it is not known.
    public fileprivate(set) var noises: [Double?] = []

    /// Whether a step gave no objective; such a trial is not continued.
    public fileprivate(set) var hasFailed = false
  }

  /// Where to look.
  public let space: any SearchSpace

  /// How to look.
  public let settings: MultiFidelitySettings

  /// The prior of the optimum; nil for none.
  public let prior: FadingPrior?

  /// The trials that were begun.
  public private(set) var trials: [Trial] = []

  /// What was asked and not yet told, in that order.
  public private(set) var pending: [Suggestion] = []

  /// What is left of the budget, what is pending taken off.
  public private(set) var remaining: Int

  /// The most that was added to the diagonal of a model's covariances to make them positive definite, in
  /// the model's units; zero while nothing was.
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
  ///   - settings: The choices of the search.
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

  /// Returns the next part of a trial to run, or nil when the rest of the budget pays for none; telling
  /// pending suggestions may then make others possible.
  ///
  /// Several suggestions may be pending, of different trials; the model takes them as observed at their
  /// posterior mean (the kriging believer of Ginsbourger et al. 2010).
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

  /// Moves a pending suggestion, and the trial that it begins, to the point where it was run instead.
  ///
  /// - Returns: The suggestion to tell the result of.
  /// - Throws: `BayesianOptimizationError.notPending` and `.outsideSpace`.
  public mutating func move(_ suggestion: Suggestion, to point: [Double]) throws -> Suggestion {
    guard let index = pending.firstIndex(of: suggestion) else {
      throw BayesianOptimizationError.notPending(trial: suggestion.trial)
    }
    guard space.contains(point) else { throw BayesianOptimizationError.outsideSpace(point) }
    pending[index] = suggestion.moved(to: point)
    trials[suggestion.trial].point = point
    return pending[index]
  }

  /// Records the result of a suggestion; results may arrive in any order.
  ///
  /// - Parameters:
  ///   - suggestion: A pending suggestion.
  ///   - objective: The objective at its end, to be minimised; nil or not finite for a failed trial,
  ///     which the model takes as the worst objective told.
  ///   - noise: The standard deviation of the objective, where it is known.
  /// - Throws: `BayesianOptimizationError.notPending` and `.invalidNoise`.
  public mutating func tell(
    _ suggestion: Suggestion, objective: Double?, noise: Double? = nil
  ) throws {
    guard let index = pending.firstIndex(of: suggestion) else {
      throw BayesianOptimizationError.notPending(trial: suggestion.trial)
    }
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

  // MARK: - What was learned

  /// Returns the point whose whole trials have the least posterior mean: the best of those tried, or a
  /// better one that a climb from the best of them finds.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a step has succeeded, and `GSLError`.
  public func recommend() throws -> [Double] {
    try model().bestPoint(from: trials.map(\.point))
  }

  /// Returns what whole trials of a point are believed to give, over all runs.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a step has succeeded, and `GSLError`.
  public func prediction(at point: [Double]) throws -> Prediction {
    try model().predictions(at: [point])[0]
  }

  /// Returns the model of the learning curves, failures included, pending steps not; its inputs are the
  /// features of an encoding of the space, the share and the number of the trial.
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

  /// Returns a bound on the regret of the best trial, with draws that the number of results names.
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
    let luck = deviation?.variances(Matrix([[1]]))[0] ?? 0
    let scale = model.process.standardizer.scale
    return RegretEstimate(
      tried: model.predictions(at: tried), untried: model.predictions(at: untried),
      noise: (model.noiseVariance + scale * scale * luck).squareRoot())
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

  /// The trials that go to the end in any case, then the warm-start points, then the design.
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

  /// A step, and the rung at which what it begins is to be judged.
  private struct Plan {
    let step: Suggestion
    let measurement: CurveModel.Measurement
    let cost: Int
  }

  /// The rungs that a step leads to, as far as the budget does.
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

  /// What a pending step will observe.
  private func measurement(_ step: Suggestion) -> CurveModel.Measurement {
    CurveModel.Measurement(
      point: step.point, rung: trials[step.trial].objectives.count, trial: step.trial)
  }

  private func beginning(at point: [Double], _ origin: Suggestion.Origin) -> Suggestion {
    Suggestion(
      trial: trials.count, point: point, origin: origin, from: 0, to: settings.rungs[0])
  }

  /// The next step of a trial, unless it has ended or failed, is pending, or costs too much.
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

  /// The points tried, the best by the model, points all over the space and near the good ones.
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
  /// The model once some observations have turned out as it expects.
  fileprivate func withFantasies(_ measurements: [Measurement]) throws -> CurveModel {
    guard !measurements.isEmpty else { return self }
    return try conditioned(
      onMore: measurements, objectives: process.means(at: inputs(at: measurements)))
  }

  /// The logarithms of how much lower the least posterior mean of whole trials of some points is
  /// expected to be after each of some observations.
  fileprivate func logGains(of measurements: [Measurement], over points: [[Double]]) -> [Double] {
    let posterior = JointPosterior(process, references: inputs(atEndOf: points))
    let beliefs = posterior.evaluations(at: inputs(at: measurements))
    let lowest = posterior.means.map { -$0 }
    return measurements.indices.map { index in
      let deviation = (beliefs.variances[index] + noiseVariance).squareRoot()
      return ExpectedMaximum(
        intercepts: lowest,
        slopes: points.indices.map { -beliefs.covariances[$0, index] / deviation }
      ).logGain
    }
  }
}
