/// Everything that decides a comparison, apart from the tasks, the trainer and the search that is compared.
public struct ComparisonSettings: Equatable, Sendable, Codable {
  /// The built-in policies; nil for all that the trainer can follow.
  public var policies: [ComparedPolicy]?

  /// The number of seeds; each policy trains once with each seed.
  public var seeds: Int

  /// The training batches of every run, those of a search and of all its models included.
  public var batches: Int

  /// The training batches of one model; a run with more batches begins another model.
  public var steps: Int

  /// The interval, in batches, at which a model is measured on the validation split.
  ///
  /// A model is measured at its end as well. The best of all measured models is the result of a run.
  public var measureEvery: Int

  /// The share of its batches that a search may spend before it trains with the mixture that it found.
  public var searchShare: Double

  /// The folders of the runs whose pulls the counterfactual policy is learned from; nil to learn from a part of
  /// its own batches.
  public var logs: [String]?

  /// Creates settings; the defaults are those of experiment files.
  public init(
    policies: [ComparedPolicy]? = nil, seeds: Int = 5, batches: Int = 16_000, steps: Int = 300,
    measureEvery: Int = 300, searchShare: Double = 0.75, logs: [String]? = nil
  ) {
    self.policies = policies
    self.seeds = seeds
    self.batches = batches
    self.steps = steps
    self.measureEvery = measureEvery
    self.searchShare = searchShare
    self.logs = logs
  }
}
