public import GSLNumerics

/// An acquisition rule, which makes the acquisition function of a state of the search.
///
/// The objective is minimised, the acquisition function maximised. The rule is applied once in each state,
/// where it may draw samples; the function is then evaluated at many points. Follows the builder and the
/// function of Trieste.
public protocol Acquisition: Sendable {
  /// Returns the acquisition function in a state of the search.
  ///
  /// - Parameters:
  ///   - state: The posterior, the incumbent, and the pending points.
  ///   - stream: Gives the samples, if the rule draws any.
  /// - Throws: `GSLError` when covariances are not positive definite even with jitter.
  func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction

  /// Returns the acquisition function under several equally probable models of the objective.
  ///
  /// By default the mean of the models' functions.
  ///
  /// - Parameters:
  ///   - states: The state under each model, at least one.
  ///   - stream: Gives the samples, if the rule draws any.
  /// - Throws: `GSLError` when covariances are not positive definite even with jitter.
  func function(
    forAll states: [SearchState], using stream: RandomStream
  ) throws -> any AcquisitionFunction
}

extension Acquisition {
  /// Returns the mean of the models' acquisition functions; of the gains where values are logarithms.
  public func function(
    forAll states: [SearchState], using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    precondition(!states.isEmpty, "a state is expected")
    let functions = try states.map { try function(for: $0, using: stream) }
    return functions.count == 1 ? functions[0] : MeanAcquisitionFunction(functions: functions)
  }
}

/// An acquisition function of the model's inputs, in one state of a search.
public protocol AcquisitionFunction: Sendable {
  /// The scale of the values, which decides how they combine with probabilities and costs.
  var scale: AcquisitionScale { get }

  /// Returns the value at each row of inputs, `[rows]`; larger is better, never NaN.
  func values(at inputs: Matrix) -> [Double]

  /// Returns the value at an input and its gradient, `[features]`.
  func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double])
}

/// The scale of acquisition values.
public enum AcquisitionScale: Equatable, Sendable {
  /// Natural logarithms of gains: differences matter.
  case logarithm

  /// Gains, not negative: ratios matter.
  case gain

  /// The units of the objective: differences matter, relative to its spread.
  case objective
}
