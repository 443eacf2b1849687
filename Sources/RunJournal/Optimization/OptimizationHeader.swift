/// The problem of an ask-tell optimiser, written once.
public struct OptimizationHeader: Equatable, Sendable {
  /// The version of autosem that created the journal.
  public let version: String

  /// The space, as JSON with sorted keys.
  public let space: String

  /// The seed of every random choice.
  public let seed: UInt64

  /// The number of trials; nil if unknown.
  public let budget: Int?

  /// Whether repeated trials of a point differ; nil if unknown.
  public let isNoisy: Bool?

  /// The name of the acquisition function; nil for the default.
  public let acquisition: String?

  /// The number of posterior draws of the hyper-parameters; nil for the MAP estimate.
  public let hyperparameterSamples: Int?

  /// Creates a header.
  public init(
    version: String, space: String, seed: UInt64, budget: Int?, isNoisy: Bool?,
    acquisition: String? = nil, hyperparameterSamples: Int? = nil
  ) {
    self.version = version
    self.space = space
    self.seed = seed
    self.budget = budget
    self.isNoisy = isNoisy
    self.acquisition = acquisition
    self.hyperparameterSamples = hyperparameterSamples
  }
}
