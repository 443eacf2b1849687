public import GSLNumerics
public import GaussianProcesses

/// Finds the least value of an expensive, noisy function by asking for points and being told values.
///
/// The objective is *minimised*: to maximise a score, tell its negative. What is asked is a function
/// of the asks and tells so far and of the streams given, and of nothing else: the same calls give the
/// same points.
///
///     var search = BayesianOptimizer(space: SimplexSpace(count: 3))
///     for trial in 0..<30 {
///       let candidate = try search.ask(using: streams.stream("ask", trial))
///       search.tell(candidate, objective: try error(of: candidate.point))
///     }
///     let best = try search.recommend()
public struct BayesianOptimizer: Sendable {
  /// A point that was tried.
  public struct Observation: Equatable, Sendable, Codable {
    /// The point.
    public let point: [Double]

    /// What was found there, smaller being better; nil if the trial failed.
    public let objective: Double?

    /// The standard deviation of what was found about the truth, where it is known.
    public let noise: Double?
  }

  /// Where to look.
  public let space: any SearchSpace

  /// How to look.
  public let settings: OptimizerSettings

  /// What was told, in that order.
  public private(set) var observations: [Observation] = []

  /// What was asked and not yet told, in that order.
  public private(set) var pending: [Candidate] = []

  /// What the asks since the last tell leave to later ones; nil if none of them asked the model.
  ///
  /// The one thing of an ask, besides its candidate, that a later ask depends on.
  public private(set) var memory: SearchMemory?

  /// The portfolio and what its members have gained so far; nil unless the strategy is one.
  public private(set) var hedge: GPHedge?

  private var asks = 0
  private var anchors: [[Double]]
  private var design: [[Double]]?
  private var learned: ObjectiveModel?
  private var lastParameters: [[Double]] = []

  /// Creates an optimiser that knows nothing.
  ///
  /// - Precondition: The anchors are points of the space.
  public init(space: any SearchSpace, settings: OptimizerSettings = OptimizerSettings()) {
    for anchor in settings.anchors {
      precondition(space.contains(anchor), "an anchor in the space is expected, got \(anchor)")
    }
    self.space = space
    self.settings = settings
    anchors = settings.anchors
    if case .hedge(let hedge) = settings.strategy { self.hedge = hedge }
  }

  // MARK: - Ask and tell

  /// Returns a point to try next: one that was neither told nor asked before, while there is one and
  /// unless the settings want points repeated at the end.
  ///
  /// Several asks may be open at once; each acquisition takes their points into account, so that the
  /// next lies elsewhere.
  ///
  /// - Parameter stream: A number of draws that depends on the space and the settings.
  /// - Throws: `GSLError` when the model's covariances are not positive definite even with jitter.
  public mutating func ask(using stream: RandomStream) throws -> Candidate {
    let (point, origin) = try plannedPoint(using: stream) ?? learnedPoint(using: stream)
    let candidate = Candidate(id: asks, point: point, origin: origin)
    asks += 1
    pending.append(candidate)
    return candidate
  }

  /// Takes a candidate as asked, as if `ask` had just returned it, without fitting a model.
  ///
  /// An optimiser that is given the asks and tells of another in their order goes on as the other
  /// would.
  ///
  /// - Parameters:
  ///   - candidate: What the other asked.
  ///   - memory: The other's memory after that ask.
  ///   - stream: The stream of that ask, at its beginning.
  /// - Precondition: The candidate is a point of the space, and the next by its number.
  public mutating func restore(
    _ candidate: Candidate, memory: SearchMemory?, using stream: RandomStream
  ) {
    precondition(candidate.id == asks, "ask \(asks) is expected, got \(candidate.id)")
    precondition(
      space.contains(candidate.point),
      "a point of the space is expected, got \(candidate.point)")
    _ = plannedPoint(using: stream)
    asks += 1
    pending.append(candidate)
    self.memory = memory
    if let record = memory?.portfolio { hedge?.record = record }
  }

  /// Learns what a candidate's trial found.
  ///
  /// - Parameters:
  ///   - candidate: What was asked; a trial may be told in any order.
  ///   - objective: What was found, smaller being better; nil, or a number that is not finite, if the
  ///     trial failed. The search keeps away from where trials fail.
  ///   - noise: The standard deviation of what was found about the truth, not negative; nil where it is
  ///     not known.
  public mutating func tell(_ candidate: Candidate, objective: Double?, noise: Double? = nil) {
    pending.removeAll { $0.id == candidate.id }
    tell(point: candidate.point, objective: objective, noise: noise)
  }

  /// Learns what was found at a point that need not have been asked for.
  public mutating func tell(point: [Double], objective: Double?, noise: Double? = nil) {
    precondition(space.contains(point), "a point of the space is expected, got \(point)")
    precondition(noise.map { $0 >= 0 } ?? true, "a noise of at least 0 is expected")
    let objective = objective.flatMap { $0.isFinite ? $0 : nil }
    observations.append(Observation(point: point, objective: objective, noise: noise))
    lastParameters = memory?.parameters ?? lastParameters
    (memory, learned) = (nil, nil)
  }

  // MARK: - What was learned

  /// Returns what is believed of the objective, without noise, at a point.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func prediction(at point: [Double]) throws -> Prediction {
    try predictions(at: [point])[0]
  }

  /// Returns what is believed of the objective, without noise, at some points, `[points]`.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func predictions(at points: [[Double]]) throws -> [Prediction] {
    try model().predictions(at: points)
  }

  /// Returns the model of the objective, without failed and pending trials.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func model() throws -> ObjectiveModel {
    if let learned { return learned }
    guard !successes.isEmpty else {
      throw BayesianOptimizationError.nothingLearned(failures: observations.count)
    }
    return try ObjectiveModel(
      of: successes, over: space, settings: settings, lastParameters: lastParameters)
  }

  /// The trials that succeeded.
  var successes: [Observation] { observations.filter { $0.objective != nil } }

  // MARK: - The next point

  /// The next of the anchors and the design, for as long as their turn lasts.
  private mutating func plannedPoint(
    using stream: RandomStream
  ) -> ([Double], Candidate.Origin)? {
    while !anchors.isEmpty {
      let anchor = anchors.removeFirst()
      if isNew(anchor) { return (anchor, .anchor) }
    }
    if design == nil { design = space.design(count: settings.initialPoints, using: stream) }
    while successes.count + pending.count < settings.initialPoints, let point = design?.first {
      design?.removeFirst()
      if isNew(point) { return (point, .design) }
    }
    return nil
  }

  private mutating func learnedPoint(
    using stream: RandomStream
  ) throws -> ([Double], Candidate.Origin) {
    guard !successes.isEmpty else {
      var point = space.sample(using: stream)
      for _ in 0..<100 where !isNew(point) { point = space.sample(using: stream) }
      return (point, .random)
    }
    return (try advisedPoint(using: stream), .model)
  }

  private mutating func advisedPoint(using stream: RandomStream) throws -> [Double] {
    let model = try model()
    learned = model
    // The first ask since a tell is the one that learned from it, here or where this search comes from.
    let hasLearned = memory == nil
    let surrogate = Surrogate(model)
    let point: [Double]
    if let budget = settings.budget, observations.count + pending.count >= budget - settings.repeats
    {
      point = try pointToRepeat(in: surrogate, using: stream)
    } else {
      point = try newPoint(by: surrogate, of: model, hasLearned: hasLearned, using: stream)
    }
    memory = SearchMemory(parameters: model.parameters, portfolio: hedge?.record)
    return point
  }

  private mutating func newPoint(
    by surrogate: Surrogate, of model: ObjectiveModel, hasLearned: Bool,
    using stream: RandomStream
  ) throws -> [Double] {
    let tried = surrogate.ranked(successes.map(\.point)).map(\.point)
    let pool = CandidatePool(
      around: tried, in: surrogate.space, settings: settings, using: stream)
    let feasibility = try feasibility(in: surrogate)
    let inputs = surrogate.features(of: tried)
    let open = surrogate.features(of: pending.map(\.point))
    let candidates = feasibility?.feasible(of: pool.features) ?? pool.features
    let least = successes.compactMap(\.objective).min().map(model.transformed)
    let states = surrogate.processes.map { process in
      let mean = process.means(at: inputs).reduce(.infinity) { min($0, $1) }
      return SearchState(
        process: process, best: settings.incumbent == .observation ? least ?? mean : mean,
        pending: open, candidates: candidates)
    }
    func proposal(of acquisition: any Acquisition) throws -> [Double] {
      let criterion = try acquisition.criterion(forAll: states, using: stream)
      return pool.bestPoint(
        by: merit(of: criterion, in: surrogate, feasibility), where: isAllowed)
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

  private func isNew(_ point: [Double]) -> Bool {
    observations.allSatisfy { !space.areSame($0.point, point) }
      && pending.allSatisfy { !space.areSame($0.point, point) }
  }

  /// Whether a point may be proposed: any new one, and any at all once every point was.
  private func isAllowed(_ point: [Double]) -> Bool {
    isNew(point) || isExhausted
  }

  private var isExhausted: Bool {
    guard let size = space.size, observations.count + pending.count >= size else { return false }
    var distinct: [[Double]] = []
    for point in observations.map(\.point) + pending.map(\.point)
    where !distinct.contains(where: { space.areSame($0, point) }) {
      distinct.append(point)
    }
    return distinct.count >= size
  }
}
