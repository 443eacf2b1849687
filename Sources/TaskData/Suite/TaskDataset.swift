public import Multitask

/// One sentence, a pair of sentences, or numbers, with the target.
public struct Example: Sendable {
  /// The sentence, or the first of the pair; empty for numbers.
  public let first: String

  /// The second sentence of a pair.
  public let second: String?

  /// The numbers of an example that is not a text, in the order of the task's features.
  public let features: [Double]

  /// The class, numbered from zero in the order of the task's labels, or the regression's number.
  public internal(set) var target: Double

  /// Where the example comes from; nil for one that was not read from a row of a user's file.
  public internal(set) var origin: RowOrigin?

  /// Creates an example.
  public init(first: String, second: String? = nil, target: Double) {
    self.first = first
    self.second = second
    self.target = target
    features = []
  }

  /// Creates an example of numbers.
  public init(features: [Double], target: Double) {
    first = ""
    second = nil
    self.features = features
    self.target = target
  }
}

extension Example: Hashable {
  /// Whether two examples are the same to a model, wherever they come from.
  public static func == (first: Example, second: Example) -> Bool {
    first.first == second.first && first.second == second.second
      && first.features == second.features && first.target == second.target
  }

  /// Hashes what a model sees.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(first)
    hasher.combine(second)
    hasher.combine(features)
    hasher.combine(target)
  }
}

/// The target of a task.
public enum TaskTarget: Equatable, Sendable {
  /// One of these labels.
  case classes([String])
  /// A number in this range.
  case number(ClosedRange<Double>)
}

/// A task as its author published it: training and test examples.
public struct TaskDataset: Equatable, Sendable {
  /// The name, in lower case.
  public let name: String

  /// The target.
  public let target: TaskTarget

  /// The metric.
  public let metric: Metric

  /// The names of the numbers that examples consist of; none for a task on text.
  public let features: [String]

  /// The columns of a file with inputs of the task; nil for a task that is read from no file.
  public let columns: InputColumns?

  /// The published training examples; validation is cut from them unless it is published.
  public let training: [Example]

  /// The published validation examples, if there are any.
  public let validation: [Example]?

  /// The test examples, which only confirmation reads.
  public let test: [Example]

  /// Notes on the files for the user: rows left out, values replaced, and probable mistakes, as sentences.
  public let notes: [String]

  /// Whether the targets were computed from the texts of another task, which are its examples.
  public let isDerived: Bool

  /// Creates a task.
  public init(
    name: String, target: TaskTarget, metric: Metric, features: [String] = [],
    columns: InputColumns? = nil, training: [Example], validation: [Example]? = nil,
    test: [Example], notes: [String] = [],
    isDerived: Bool = false
  ) {
    self.name = name
    self.target = target
    self.metric = metric
    self.features = features
    self.columns = columns
    self.training = training
    self.validation = validation
    self.test = test
    self.notes = notes
    self.isDerived = isDerived
  }

  /// Whether the examples are pairs of sentences.
  public var isPair: Bool { training.first?.second != nil }
}
