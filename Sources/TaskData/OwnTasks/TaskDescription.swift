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

  /// The column whose equal values keep rows in one split; nil for none.
  public var group: String?

  /// The parts of the training file that are held out; nil for the experiment's.
  public var heldOut: HeldOut?

  /// Creates an empty description.
  public init(name: String) {
    self.name = name
  }

  /// The metric, given or by default.
  public var chosenMetric: Metric { metric ?? (target == nil ? .accuracy : .pearson) }

  /// The columns that are read: the inputs, the target, then the group.
  var columns: [String] { text + features + [label ?? target, group].compactMap(\.self) }

  /// Opens one of the files.
  func rows(of path: String) throws(TaskDataError) -> any TableRows {
    guard let format = format ?? TableFormat(path: path) else {
      throw .unreadable(
        path: path, reason: "its name ends in none of .csv, .tsv, .jsonl and these with .gz")
    }
    return try format.rows(of: path, columns: columns)
  }
}
