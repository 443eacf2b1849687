public import GSLNumerics
public import GaussianProcesses

/// Bayesian optimisation of an expensive, noisy function.
///
/// The objective is *minimised*: to maximise a score, tell its negative. Suggestions depend on the seed
/// and on the asks and tells so far, and on nothing else.
///
///     var optimizer = BayesianOptimizer(space: SimplexSpace(count: 3), seed: 1)
///     for _ in 0..<30 {
///       let suggestion = try optimizer.ask()
///       try optimizer.tell(suggestion, objective: error(of: suggestion.point))
///     }
///     let best = try optimizer.recommend()
public struct BayesianOptimizer: RestorableOptimizer {
  /// The space of the points.
  public let space: any SearchSpace

  /// The settings.
  public let settings: OptimizerSettings

  /// The observations, in the order of the tells.
  public private(set) var observations: [Observation] = []

  /// The suggestions not yet told, in the order of the asks.
  public private(set) var pending: [Suggestion] = []

  /// The memory of the asks since the last tell; nil if none of them used the model.
  public private(set) var memory: SearchMemory?

  /// The portfolio with its gains; nil unless the strategy is one.
  public private(set) var hedge: GPHedge?

  /// The number of asks.
  public private(set) var asks = 0

  /// The largest jitter that a model of an ask needed, in the model's units.
  var jitter = 0.0

  let streams: RandomStreams

  private var served = ServedPoints()

  private var warmStarts: [WarmStart]
  private var design: [[Double]]?
  private var learned: (purpose: ObjectiveModel.Purpose, model: ObjectiveModel)?
  private var concluded: ObjectiveModel?
  private var limited: LimitModel?
  private var lastParameters: [[Double]] = []
  private var lastFit: SearchMemory.Fit?
  private(set) var successCount = 0

  /// Creates an optimiser without observations.
  ///
  /// - Parameters:
  ///   - space: The space of the points.
  ///   - settings: The settings of the search.
  ///   - seed: The seed of every random choice.
  /// - Precondition: The warm-start points are in the space.
  public init(
    space: any SearchSpace, settings: OptimizerSettings = OptimizerSettings(), seed: UInt64 = 1
  ) {
    self.init(space: space, settings: settings, streams: RandomStreams(seed: seed))
  }

  /// Creates an optimiser whose asks draw from the streams named "ask" of a family.
  ///
  /// - Precondition: The warm-start points are in the space.
  public init(space: any SearchSpace, settings: OptimizerSettings, streams: RandomStreams) {
    for start in settings.warmStarts {
      precondition(space.contains(start.point), "a point of the space is expected, got \(start)")
    }
    self.space = space
    self.settings = settings
    self.streams = streams
    warmStarts = settings.warmStarts
    if case .hedge(let hedge) = settings.strategy { self.hedge = hedge }
  }

  // MARK: - Ask and tell

  /// Returns the next point, one neither told nor asked before while the space has any.
  ///
  /// Several suggestions may be pending; the acquisition function takes their points into account.
  ///
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask() throws -> Suggestion {
    try ask(using: streams.stream("ask", asks))
  }

  /// Returns the next point, with the draws of a given stream.
  ///
  /// - Parameter stream: A number of draws that depends on the space and the settings.
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask(using stream: RandomStream) throws -> Suggestion {
    try ask(using: stream, firstOf: 1)
  }

  /// Returns the next point, the first of some that are evaluated at the same time.
  ///
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask(firstOf count: Int) throws -> Suggestion {
    try ask(using: streams.stream("ask", asks), firstOf: count)
  }

  private mutating func ask(using stream: RandomStream, firstOf count: Int) throws -> Suggestion {
    let (point, origin) =
      try plannedPoint(using: stream) ?? learnedPoint(using: stream, firstOf: count)
    let suggestion = Suggestion(
      trial: asks, point: point, origin: origin, to: settings.trialCost)
    asks += 1
    pending.append(suggestion)
    return suggestion
  }

  /// Returns the next points, to be evaluated at the same time.
  ///
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask(atMost count: Int) throws -> [Suggestion] {
    try (0..<count).map { try ask(firstOf: count - $0) }
  }

  /// Replays an ask of another optimiser without fitting a model.
  ///
  /// An optimiser that replays the asks and tells of another, in their order, continues like it.
  ///
  /// - Parameters:
  ///   - suggestion: The other's suggestion.
  ///   - memory: The other's memory after that ask.
  /// - Precondition: The suggestion is a point of the space, and the next by its number.
  public mutating func restore(_ suggestion: Suggestion, memory: SearchMemory?) {
    precondition(
      suggestion.trial == asks, "trial \(asks) is expected, got \(suggestion.trial)")
    precondition(
      space.contains(suggestion.point),
      "a point of the space is expected, got \(suggestion.point)")
    if plannedPoint(using: streams.stream("ask", asks)) == nil { _ = nextServed() }
    if let points = memory?.proposals {
      served = ServedPoints(points, after: observations.count)
    }
    asks += 1
    pending.append(suggestion)
    self.memory = memory
    if let record = memory?.portfolio { hedge?.record = record }
    jitter = max(jitter, memory?.jitter ?? 0)
  }

  /// Moves a pending suggestion to the point where its trial was run instead.
  ///
  /// - Returns: The suggestion to tell the result of.
  /// - Throws: `BayesianOptimizationError.notPending` and `.outsideSpace`.
  public mutating func move(_ suggestion: Suggestion, to point: [Double]) throws -> Suggestion {
    try pending.move(suggestion, to: point, in: space)
  }

  /// Withdraws a pending suggestion, whose trial will not be run; nothing is learned from it.
  ///
  /// - Throws: `BayesianOptimizationError.notPending`.
  public mutating func withdraw(_ suggestion: Suggestion) throws {
    pending.remove(at: try pending.pendingIndex(of: suggestion))
  }

  /// Records the result of a suggestion; results may arrive in any order.
  ///
  /// - Parameters:
  ///   - suggestion: A pending suggestion.
  ///   - objective: The objective, to be minimised; nil or not finite for a failed trial, which
  ///     the feasibility model learns from.
  ///   - noise: The standard deviation of the objective, if known.
  ///   - outputs: The outputs that have limits, `[limits]`; nil where they are not known.
  ///   - parts: The parts of which the objective is the weighted sum, `[parts]`; nil where they are not known.
  ///   - block: The block of trials with an unknown shift in common; nil for none.
  /// - Throws: `BayesianOptimizationError.notPending` and `.invalidNoise`.
  public mutating func tell(
    _ suggestion: Suggestion, objective: Double?, noise: Double? = nil, outputs: [Double]? = nil,
    parts: [Double]? = nil, block: Int? = nil
  ) throws {
    let index = try pending.pendingIndex(of: suggestion)
    try tell(
      point: suggestion.point, objective: objective, noise: noise, outputs: outputs, parts: parts,
      block: block)
    pending.remove(at: index)
  }

  /// Records an evaluation of any point of the space.
  ///
  /// Objectives and noises beyond 10¹⁵⁰ in size count as that, so that their squares are finite.
  ///
  /// - Parameters:
  ///   - point: The point.
  ///   - objective: The objective there, smaller being better; nil for a failed trial.
  ///   - noise: The standard deviation of the objective's noise; nil if unknown.
  ///   - repeats: The number of evaluations that the objective is the mean of, positive.
  ///   - outputs: The outputs that have limits, `[limits]`.
  ///   - parts: The parts of which the objective is the weighted sum, `[parts]`.
  ///   - block: The block of trials that share an unknown shift; nil for none.
  /// - Throws: `BayesianOptimizationError.outsideSpace` and `.invalidNoise`.
  /// - Precondition: There is an output for each limit, and a part for each weight, if any.
  public mutating func tell(
    point: [Double], objective: Double?, noise: Double? = nil, repeats: Double? = nil,
    outputs: [Double]? = nil, parts: [Double]? = nil, block: Int? = nil
  ) throws {
    precondition(
      outputs.map { $0.count == settings.limits.count } ?? true,
      "\(settings.limits.count) outputs are expected, got \(outputs?.count ?? 0)")
    precondition(
      parts.map { $0.count == settings.partWeights.count } ?? true,
      "\(settings.partWeights.count) parts are expected, got \(parts?.count ?? 0)")
    guard space.contains(point) else { throw BayesianOptimizationError.outsideSpace(point) }
    try checkNoise(noise)
    let largest = 1e150
    func bounded(_ value: Double) -> Double? {
      value.isFinite ? min(max(value, -largest), largest) : nil
    }
    let objective = objective.flatMap(bounded)
    let bounds = parts?.compactMap(bounded)
    observations.append(
      Observation(
        point: point, objective: objective, noise: noise.map { min($0, largest) }, repeats: repeats,
        outputs: objective == nil ? nil : outputs,
        parts: objective == nil || bounds?.count != parts?.count ? nil : bounds, block: block))
    if objective != nil { successCount += 1 }
    lastParameters = memory?.parameters ?? lastParameters
    lastFit = memory.map { $0.fit } ?? lastFit
    (memory, learned, concluded, limited) = (nil, nil, nil, nil)
  }

  // MARK: - Posterior

  /// Returns the posterior of the objective, without noise, at a point.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func prediction(at point: [Double]) throws -> Prediction {
    try predictions(at: [point])[0]
  }

  /// Returns the posterior of the objective, without noise, at some points, `[points]`.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func predictions(at points: [[Double]]) throws -> [Prediction] {
    try model().predictions(at: points)
  }

  /// Returns the model of the objective, without failed and pending trials.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func model() throws -> ObjectiveModel {
    if let concluded { return concluded }
    return try model(for: .conclusion)
  }

  /// Keeps the model for predictions and recommendations until the next tell; suggestions do not depend on it.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public mutating func conclude() throws {
    concluded = try model()
  }

  private func model(for purpose: ObjectiveModel.Purpose) throws -> ObjectiveModel {
    let successes = successes
    guard !successes.isEmpty else {
      throw BayesianOptimizationError.nothingLearned(failures: observations.count)
    }
    if purpose != .conclusion, let lastFit,
      let model = try ObjectiveModel(
        keeping: lastFit, of: successes, over: space, settings: settings,
        lastParameters: lastParameters, for: purpose)
    {
      return model
    }
    return try ObjectiveModel(
      of: successes, over: space, settings: settings, lastParameters: lastParameters, for: purpose)
  }

  /// Returns the model of the limits; nil without limits, and before an output is known.
  func limitModel() throws -> LimitModel? {
    if let limited { return limited }
    guard !settings.limits.isEmpty, observations.contains(where: { $0.outputs != nil }) else {
      return nil
    }
    return try LimitModel(of: settings.limits, to: observations, over: space, settings: settings)
  }

  /// The trials that succeeded.
  var successes: [Observation] { observations.filter { $0.objective != nil } }

  // MARK: - The next point

  /// Returns the next point of the warm-start points, then of the initial design; nil after both.
  private mutating func plannedPoint(
    using stream: RandomStream
  ) -> ([Double], Suggestion.Origin)? {
    while !warmStarts.isEmpty {
      let start = warmStarts.removeFirst()
      if isNew(start.point) { return (start.point, .warmStart(start.name)) }
    }
    if design == nil { design = space.design(count: settings.initialPoints, using: stream) }
    while successCount + pending.count < settings.initialPoints, let point = design?.first {
      design?.removeFirst()
      if isNew(point) { return (point, .design) }
    }
    return nil
  }

  private mutating func learnedPoint(
    using stream: RandomStream, firstOf count: Int
  ) throws -> ([Double], Suggestion.Origin) {
    guard successCount > 0 else {
      return (newSample(using: stream), .random)
    }
    if isFlat { return (farPoint(using: stream), .random) }
    return (try advisedPoint(using: stream, firstOf: count), .model)
  }

  private mutating func advisedPoint(
    using stream: RandomStream, firstOf count: Int
  ) throws -> [Double] {
    if let point = nextServed() { return point }
    let asks = servedAsks(firstOf: count)
    let model = try learnedModel(for: asks > 1 ? .suggestions : .suggestion)
    limited = try limited ?? limitModel()
    let view = model.likeliest
    jitter = max(jitter, view.jitter)
    // Only the first ask after a tell updates the portfolio, also in the search that this one replays.
    let hasLearned = memory == nil
    let point = try newPoint(
      by: view, hasLearned: hasLearned, isShared: asks > 1, using: stream)
    if asks > 1 {
      let others = try drawnPoints(
        asks - 1, besides: point, by: view, limits: limited, using: stream)
      served = ServedPoints(others, after: observations.count)
    }
    memory = SearchMemory(
      parameters: model.parameters, portfolio: hedge?.record, jitter: jitter > 0 ? jitter : nil,
      fit: model.fit, proposals: asks > 1 ? served.points : nil)
    return point
  }

  /// Returns the model of the results so far, which is kept until the next tell.
  private mutating func learnedModel(
    for purpose: ObjectiveModel.Purpose
  ) throws -> ObjectiveModel {
    if let learned, learned.purpose == purpose { return learned.model }
    let model = try model(for: purpose)
    learned = (purpose, model)
    return model
  }

  /// Takes the next of the points that the last model served.
  private mutating func nextServed() -> [Double]? {
    var points = served
    let point = points.next(after: observations.count, where: isAllowed)
    if points.points.count < served.points.count { memory?.proposals = nil }
    served = points
    return point
  }

  private mutating func newPoint(
    by view: ObjectiveModel.View, hasLearned: Bool, isShared: Bool, using stream: RandomStream
  ) throws -> [Double] {
    let surrogate = Surrogate(view)
    let tried = surrogate.ranked(successes.map(\.point)).map(\.point)
    let pool = CandidatePool(
      around: tried, in: surrogate.space, settings: isShared ? quickSettings : settings,
      using: stream)
    let feasibility = try feasibility(in: surrogate)
    let admitted = kept(tried.filter(space.admits), by: limited, atLeast: 0.5)
    let inputs = admitted.isEmpty ? pool.features : surrogate.features(of: admitted)
    let open = surrogate.features(
      of: pending.suffix(isShared ? Self.modelledTrials : pending.count).map(\.point))
    let candidates = feasibility?.feasible(of: pool.features) ?? pool.features
    let least = successes.compactMap(\.objective).min().map(view.transformed)
    let states = surrogate.processes.map { process in
      let mean = process.means(at: inputs).reduce(.infinity) { min($0, $1) }
      return SearchState(
        process: process, best: settings.incumbent == .observation ? least ?? mean : mean,
        pending: open, candidates: candidates)
    }
    func proposal(of acquisition: any Acquisition) throws -> [Double] {
      let function = try acquisition.function(forAll: states, using: stream)
      return pool.bestPoint(
        by: weighted(function, in: surrogate, feasibility, limited), where: isAllowed)
    }
    switch settings.strategy {
    case .acquisition(let acquisition):
      return try proposal(of: acquisition)
    case .hedge(let fresh):
      var portfolio = hedge ?? fresh
      if hasLearned, !portfolio.record.proposals.isEmpty {
        portfolio.learn(posteriorMeans: surrogate.means(at: portfolio.record.proposals))
      }
      portfolio.record.proposals = try portfolio.members.map(proposal)
      hedge = portfolio
      return portfolio.record.proposals[portfolio.choose(using: stream)]
    }
  }
}
