/// The settings of a comparison, except for those of its search.
public struct ComparisonSettings: Equatable, Sendable, Codable {
  /// The built-in policies; nil for all that the trainer supports.
  public var policies: [ComparedPolicy]?

  /// The policy that the others are tested against; nil for `uniform`, or `primary_only` where that is not compared.
  public var reference: ComparedPolicy?

  /// The number of seeds; each policy trains once with each seed.
  public var seeds: Int

  /// The training batches of every run, including those of a search.
  public var batches: Int

  /// The training batches of one model; a run with more batches begins another model.
  public var steps: Int

  /// The interval, in batches, of evaluations on the validation split.
  ///
  /// A model is also evaluated at its end. The result of a run is its best evaluated model.
  public var measureEvery: Int

  /// The share of a run's batches for a search; the rest trains on its mixture.
  public var searchShare: Double

  /// The folders of the runs with the counterfactual policy's logged data; nil for a part of its own batches.
  public var logs: [String]?

  /// Creates settings; the defaults are those of experiment files.
  public init(
    policies: [ComparedPolicy]? = nil, reference: ComparedPolicy? = nil, seeds: Int = 5,
    batches: Int = 16_000, steps: Int = 300, measureEvery: Int = 300, searchShare: Double = 0.75,
    logs: [String]? = nil
  ) {
    self.policies = policies
    self.reference = reference
    self.seeds = seeds
    self.batches = batches
    self.steps = steps
    self.measureEvery = measureEvery
    self.searchShare = searchShare
    self.logs = logs
  }
}
