public import GSLNumerics

/// A rule of how much each point is worth trying.
///
/// The objective is minimised; what the rule makes of it is maximised. A rule is prepared once for a
/// state of the search, where it may draw samples, and then asked about many points. Follows the builder
/// and the function of Trieste.
public protocol Acquisition: Sendable {
  /// Returns what points are worth in a state of the search.
  ///
  /// - Parameters:
  ///   - state: What is known.
  ///   - stream: Gives the samples, if the rule takes any.
  /// - Throws: `GSLError` when covariances are not positive definite even with jitter.
  func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction

  /// Returns what points are worth where several models of the objective are believed in alike: unless
  /// a rule has a better way, the mean of what each says is gained.
  ///
  /// - Parameters:
  ///   - states: What is known by each model, at least one.
  ///   - stream: Gives the samples, if the rule takes any.
  /// - Throws: `GSLError` when covariances are not positive definite even with jitter.
  func function(
    forAll states: [SearchState], using stream: RandomStream
  ) throws -> any AcquisitionFunction
}

extension Acquisition {
  /// Returns the mean of what points are worth by each model: of the gains where worths are their
  /// logarithms.
  public func function(
    forAll states: [SearchState], using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    precondition(!states.isEmpty, "a state is expected")
    let functions = try states.map { try function(for: $0, using: stream) }
    return functions.count == 1 ? functions[0] : MeanAcquisitionFunction(functions: functions)
  }
}

/// What points are worth trying in one state of a search, as a function of the model's inputs.
public protocol AcquisitionFunction: Sendable {
  /// How worths compare; decides how they combine with probabilities and costs.
  var scale: AcquisitionScale { get }

  /// Returns the worth of each row of features, `[rows]`; larger is better, never NaN.
  func values(at inputs: Matrix) -> [Double]

  /// Returns the worth of some features and its derivatives with respect to them, `[features]`.
  func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double])
}

/// How the worths of an acquisition compare.
public enum AcquisitionScale: Equatable, Sendable {
  /// Natural logarithms of what is gained: differences matter.
  case logarithm

  /// What is gained, not negative: ratios matter.
  case gain

  /// Something in the units of the objective: differences matter, and how much depends on the unit.
  case objective
}
