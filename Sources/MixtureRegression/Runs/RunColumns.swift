/// The columns of a table of runs that matter.
public struct RunColumns: Equatable, Sendable {
  /// Whether a large or a small value of the objective is good.
  public enum Direction: String, Sendable, CaseIterable {
    /// Large values are good, such as accuracies.
    case maximize
    /// Small values are good, such as losses.
    case minimize
  }

  /// The columns of the objective, of which the mean is taken; empty for the value of a study.
  public var objective: [String]

  /// Whether large or small values are good; nil to tell by the name.
  public var direction: Direction?

  /// The columns of the shares; nil for those that sum to one together.
  public var shares: [String]?

  /// The column of the length of training; nil if all runs are equally long.
  public var steps: String?

  /// The column of the size of the model; nil if all are equally large.
  public var modelSize: String?

  /// The column of the number of runs that a row is the mean of; nil if each is one run.
  public var repeats: String?

  /// The study of a storage of Optuna; nil for the only one.
  public var study: String?

  /// Creates a choice of columns.
  public init(
    objective: [String], direction: Direction? = nil, shares: [String]? = nil,
    steps: String? = nil, modelSize: String? = nil, repeats: String? = nil,
    study: String? = nil
  ) {
    self.objective = objective
    self.direction = direction
    self.shares = shares
    self.steps = steps
    self.modelSize = modelSize
    self.repeats = repeats
    self.study = study
  }
}

extension RunColumns.Direction {
  private static let small = [
    "loss", "perplexity", "ppl", "bpb", "nll", "entropy", "error", "err", "rmse", "mse", "mae",
    "regret", "cost",
  ]
  private static let large = [
    "accuracy", "acc", "metric", "score", "f1", "bleu", "rouge", "correlation", "em", "auc",
    "reward", "pearson", "spearman", "mcc",
  ]

  /// The direction that the words of a name tell; nil if they tell none, or both.
  init?(name: String) {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let isSmall = words.contains { word in Self.small.contains { word.hasSuffix($0) } }
    let isLarge = words.contains { Self.large.contains($0) }
    guard isSmall != isLarge else { return nil }
    self = isSmall ? .minimize : .maximize
  }
}
