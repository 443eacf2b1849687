/// What an optimiser on its own optimises: written once, when it is told.
public struct OptimizationHeader: Equatable, Sendable {
  /// The version of autosem that began it.
  public let version: String

  /// The space, as JSON with sorted keys.
  public let space: String

  /// The seed of every random choice.
  public let seed: UInt64

  /// How many trials there will be; nil if nobody said.
  public let budget: Int?

  /// Whether the same point gives another value each time; nil if nobody said.
  public let isNoisy: Bool?

  /// How the next point is chosen, by its name; nil if nobody said.
  public let acquisition: String?

  /// How many draws of the model's hyper-parameters are averaged over; nil for the likeliest alone.
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
