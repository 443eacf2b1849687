import BayesianOptimization
import GSLNumerics
import GaussianProcesses

/// What says which trial of stage two comes next, and how far it goes.
protocol TrialPlanner {
  /// Returns the next step, or nil if there is none now.
  mutating func ask(using stream: RandomStream) throws -> TrialStep?

  /// Learns what a step found, smaller being better; nil for a failure.
  mutating func tell(_ step: TrialStep, objective: Double?)

  /// The point to recommend, and what is believed of it.
  mutating func recommendation() throws -> (point: [Double], belief: Prediction)

  /// How much there may still be to gain.
  func regretEstimate(using stream: RandomStream) throws -> RegretEstimate

  /// The most that a model's covariances needed to be positive definite so far.
  var jitter: Double { get }
}

/// Trials that go to the end, a given number of them.
struct WholeTrials: TrialPlanner {
  private(set) var jitter = 0.0

  private var optimizer: BayesianOptimizer
  private let trials: Int
  private let steps: Int
  private var candidates: [Candidate] = []

  init(_ optimizer: BayesianOptimizer, trials: Int, steps: Int) {
    self.optimizer = optimizer
    self.trials = trials
    self.steps = steps
  }

  mutating func ask(using stream: RandomStream) throws -> TrialStep? {
    guard candidates.count < trials else { return nil }
    let candidate = try optimizer.ask(using: stream)
    // Otherwise there is no model at hand, and fitting one would take time for nothing.
    if candidate.origin == .model { try lookAtJitter() }
    candidates.append(candidate)
    return TrialStep(
      trial: candidate.id, point: candidate.point, origin: candidate.origin, from: 0, to: steps)
  }

  mutating func tell(_ step: TrialStep, objective: Double?) {
    optimizer.tell(candidates[step.trial], objective: objective)
  }

  mutating func recommendation() throws -> (point: [Double], belief: Prediction) {
    try lookAtJitter()
    let point = try optimizer.recommend()
    return (point, try optimizer.prediction(at: point))
  }

  func regretEstimate(using stream: RandomStream) throws -> RegretEstimate {
    try optimizer.regretEstimate(using: stream)
  }

  private mutating func lookAtJitter() throws {
    jitter = max(jitter, try optimizer.model().fitted.process.jitter)
  }
}

/// Trials that may be left part of the way.
struct PartialTrials: TrialPlanner {
  private var optimizer: MultiFidelityOptimizer

  init(_ optimizer: MultiFidelityOptimizer) {
    self.optimizer = optimizer
  }

  var jitter: Double { optimizer.jitter }

  mutating func ask(using stream: RandomStream) throws -> TrialStep? {
    try optimizer.ask(using: stream)
  }

  mutating func tell(_ step: TrialStep, objective: Double?) {
    optimizer.tell(step, objective: objective)
  }

  mutating func recommendation() throws -> (point: [Double], belief: Prediction) {
    let point = try optimizer.recommend()
    return (point, try optimizer.prediction(at: point))
  }

  func regretEstimate(using stream: RandomStream) throws -> RegretEstimate {
    try optimizer.regretEstimate(using: stream)
  }
}
