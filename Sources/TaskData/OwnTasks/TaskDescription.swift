public import Multitask

/// A user's task as an experiment file describes it: its files, columns and metric.
public struct TaskDescription: Equatable, Sendable {
  /// The name, in lower case.
  public var name: String

  /// The paths of the files of training examples, at least one.
  public var train: [String] = []

  /// The paths of the files of validation examples; nil where they are cut from the training examples.
  public var validation: [String]?

  /// The paths of the files of test examples; nil where they are cut from the training examples.
  public var test: [String]?

  /// How the rows of the files are laid out.
  public var layout = TableLayout()

  /// The columns of the sentence or of the pair; empty for a task on features.
  public var text: [String] = []

  /// The columns of which one text is made, in place of `text`; empty for none.
  public var join: [String] = []

  /// The input columns of a task on numbers; empty for a task on text.
  public var features: [String] = []

  /// The input columns that are categories though they look like numbers.
  public var categories: [String] = []

  /// The column of the class; nil for a regression.
  public var label: String?

  /// The classes; nil for those of the training file, in alphabetical order.
  public var labels: [String]?

  /// The labels by the texts that stand for them in the files; nil if the texts are the labels.
  public var labelNames: [String: String]?

  /// The labels whose rows are left out; nil for none.
  public var dropLabels: [String]?

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

  /// The column of which every value is a task of its own; nil for one task of all rows.
  public var tasksBy: String?

  /// The names of those tasks, with `{value}` for the value; nil for the value itself.
  public var taskNames: String?

  /// The largest number of those tasks, which have the most rows; nil for all, up to 200.
  public var mostTasks: Int?

  /// The value of the column `tasksBy` in the rows of this task; nil before tasks are made of the values.
  public var value: String?

  /// Creates an empty description.
  public init(name: String) {
    self.name = name
  }

  /// The metric, given or by default.
  public var chosenMetric: Metric { metric ?? (target == nil ? .accuracy : .pearson) }

  /// The columns that are read: the inputs, the target, and what decides where a row belongs.
  var columns: [String] {
    text + join + features
      + [label ?? target, value == nil ? nil : tasksBy, group].compactMap(\.self)
  }
}
