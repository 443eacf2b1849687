public import GaussianProcesses

/// An optimiser of trials that run to the end, or may stop at a rung.
public protocol TrialOptimizer: Sendable {
  /// Returns suggestions to run at the same time; fewer if the budget does not cover more.
  ///
  /// - Throws: `GSLError` when a model's covariances are not positive definite even with jitter.
  mutating func ask(atMost count: Int) throws -> [Suggestion]

  /// Moves a pending suggestion to the point where its trial was run instead.
  ///
  /// A search that is resumed on another processor may suggest other points than those recorded.
  ///
  /// - Returns: The suggestion to tell the result of.
  /// - Throws: `BayesianOptimizationError.notPending` and `.outsideSpace`.
  mutating func move(_ suggestion: Suggestion, to point: [Double]) throws -> Suggestion

  /// Records the result of a suggestion; results may arrive in any order.
  ///
  /// - Parameters:
  ///   - suggestion: A pending suggestion.
  ///   - objective: The objective at its end, to be minimised; nil or not finite for a failed trial.
  ///   - noise: The standard deviation of the objective, where it is known.
  ///   - outputs: The outputs that have limits, `[limits]`; nil where there are none.
  ///   - parts: The parts of which the objective is the weighted sum, `[parts]`; nil where there are none.
  ///   - block: The block of trials with an unknown shift of the objective in common; nil for none.
  /// - Throws: `BayesianOptimizationError`.
  mutating func tell(
    _ suggestion: Suggestion, objective: Double?, noise: Double?, outputs: [Double]?,
    parts: [Double]?, block: Int?
  ) throws

  /// Returns the recommended point and the prediction there, both of one fit.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  func recommendation() throws -> Recommendation

  /// Returns a bound on the regret of the best point tried.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  func regretEstimate() throws -> RegretEstimate
}

extension TrialOptimizer {
  /// Records the result of a suggestion without outputs and parts and of no block.
  ///
  /// - Throws: `BayesianOptimizationError`.
  public mutating func tell(_ suggestion: Suggestion, objective: Double?, noise: Double?) throws {
    try tell(suggestion, objective: objective, noise: noise, outputs: nil, parts: nil, block: nil)
  }

  /// Records the result of a suggestion of unknown noise.
  ///
  /// - Throws: `BayesianOptimizationError`.
  public mutating func tell(_ suggestion: Suggestion, objective: Double?) throws {
    try tell(suggestion, objective: objective, noise: nil, outputs: nil, parts: nil, block: nil)
  }
}

/// An optimiser whose asks can be repeated without a model.
public protocol RestorableOptimizer: TrialOptimizer {
  /// The space of the points.
  var space: any SearchSpace { get }

  /// The number of asks.
  var asks: Int { get }

  /// The memory of the asks since the last tell; nil if none of them used the model.
  var memory: SearchMemory? { get }

  /// Returns the next suggestion, the first of some that run at the same time.
  ///
  /// - Parameter count: The number of suggestions that are asked for together, this one and those to come.
  /// - Throws: `GSLError` when a model's covariances are not positive definite even with jitter.
  mutating func ask(firstOf count: Int) throws -> Suggestion

  /// Repeats an ask of another optimiser without fitting a model.
  ///
  /// An optimiser that repeats the asks and tells of another, in their order, continues like it.
  ///
  /// - Parameters:
  ///   - suggestion: The other's suggestion.
  ///   - memory: The other's memory after that ask.
  /// - Precondition: The suggestion is a point of the space, and the next by its number.
  mutating func restore(_ suggestion: Suggestion, memory: SearchMemory?)
}

/// The point that an optimiser recommends.
public struct Recommendation: Equatable, Sendable {
  /// The point.
  public let point: [Double]

  /// The posterior of the objective at the point, without noise.
  public let prediction: Prediction

  /// The most jitter that any model of the search needed on the diagonal of its covariances, in the
  /// model's units; zero where none did.
  public let jitter: Double

  /// Creates a recommendation.
  public init(point: [Double], prediction: Prediction, jitter: Double) {
    self.point = point
    self.prediction = prediction
    self.jitter = jitter
  }
}
