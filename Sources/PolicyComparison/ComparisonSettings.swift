/// What decides a comparison, apart from the tasks, the trainer and the search that is compared.
public struct ComparisonSettings: Equatable, Sendable, Codable {
  /// The policies; nil for all that the trainer can follow.
  public var policies: [ComparedPolicy]?

  /// The number of seeds, each of which every policy trains once.
  public var seeds: Int = 5

  /// The training batches of every run, those of a search and of all its models included.
  public var batches: Int = 16_000

  /// The training batches of one model; a run that has more begins another one.
  public var steps: Int = 300

  /// After how many batches a model is measured on the validation split, besides at its end; the best
  /// of all models at all these times is the result of a run.
  public var measureEvery: Int = 300

  /// The share of its batches that a search may spend before the training with what it found.
  public var searchShare: Double = 0.75

  /// The folders of earlier runs whose pulls the counterfactual policy is learned from, instead of from a
  /// part of its own batches; nil for none.
  public var logs: [String]?

  /// Creates the default settings.
  public init() {}
}
