public import Multitask

/// A user's task as an experiment file describes it: its files, columns and metric.
public struct TaskDescription: Equatable, Sendable, Codable {
  /// The name, in lower case.
  public var name: String

  /// The path of the file of training examples.
  public var train = ""

  /// The path of the file of validation examples; nil where they are cut from the training examples.
  public var validation: String?

  /// The path of the file of test examples; nil where they are cut from the training examples.
  public var test: String?

  /// The format of the files; nil for the format of each file's name.
  public var format: TableFormat?

  /// The columns of the sentence or of the pair; empty for a task on features.
  public var text: [String] = []

  /// The numeric input columns; empty for a task on text.
  public var features: [String] = []

  /// The column of the class; nil for a regression.
  public var label: String?

  /// The classes; nil for those of the training file, in alphabetical order.
  public var labels: [String]?

  /// The column of the number to predict; nil for a classification.
  public var target: String?

  /// The metric; nil for accuracy, or Pearson's correlation for a regression.
  public var metric: Metric?

  /// The largest number of training examples, drawn at random; nil for all.
  public var limit: Int?

  /// Creates an empty description.
  public init(name: String) {
    self.name = name
  }

  /// The metric, given or by default.
  public var chosenMetric: Metric { metric ?? (target == nil ? .accuracy : .pearson) }

  /// The columns that are read: the inputs, then the target.
  var columns: [String] { text + features + [label ?? target].compactMap(\.self) }

  /// Opens one of the files.
  func rows(of path: String) throws(TaskDataError) -> any TableRows {
    guard let format = format ?? TableFormat(path: path) else {
      throw .unreadable(
        path: path, reason: "its name ends in none of .csv, .tsv, .jsonl and these with .gz")
    }
    return try format.rows(of: path, columns: columns)
  }
}
