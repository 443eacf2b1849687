/// The columns of files with inputs of a task, and what was fitted to those of its training files.
public struct InputColumns: Equatable, Sendable, Codable {
  /// A column of features: of numbers, or of categories.
  public struct Feature: Equatable, Sendable, Codable {
    /// The name of the column.
    public var name: String

    /// The mean of the training examples, which replaces a missing number; nil for categories.
    public var mean: Double?

    /// The categories of the training files, each of which is a number of an example; nil for numbers.
    public var categories: [String]?

    /// Creates a column.
    public init(name: String, mean: Double? = nil, categories: [String]? = nil) {
      self.name = name
      self.mean = mean
      self.categories = categories
    }

    /// The names of the numbers that the column becomes.
    var numbers: [String] { categories?.map { "\(name)=\($0)" } ?? [name] }
  }

  /// The layout of the training files.
  public var layout = TableLayout()

  /// The format of the training files; nil if their names do not tell it.
  public var format: TableFormat?

  /// The columns of the sentence or of the pair; empty for a task on features.
  public var text: [String]

  /// The columns of which one text is made, in place of `text`; empty for none.
  public var join: [String] = []

  /// The columns of features; empty for a task on text.
  public var features: [Feature] = []

  /// The column of the label or of the number to predict, which a file may lack.
  public var answer: String

  /// The labels by the texts that stand for them in files; nil if the texts are the labels.
  public var labelNames: [String: String]?

  /// The labels of rows without an answer; nil for none.
  public var dropLabels: [String]?

  /// Creates the columns of a task on text.
  public init(text: [String], answer: String) {
    self.text = text
    self.answer = answer
  }

  /// The columns that a file must have.
  public var inputs: [String] { text + join + features.map(\.name) }

  /// The names of the numbers of an example; empty for a task on text.
  public var numbers: [String] { features.flatMap(\.numbers) }
}

extension InputColumns {
  init(of task: TaskDescription, features: [Feature]) {
    self.init(text: task.text, answer: task.label ?? task.target ?? "")
    layout = task.layout
    format = task.train.first.flatMap { try? task.layout.format(of: $0) }
    join = task.join
    self.features = features
    labelNames = task.labelNames
    dropLabels = task.dropLabels
  }

  /// The layout of a file: that of the training files, or of another format what any format has of it.
  func layout(of path: String) -> TableLayout {
    let own = TableFormat(path: path) ?? format
    guard own != format else {
      var layout = layout
      layout.format = format
      return layout
    }
    var other = TableLayout()
    (other.format, other.header) = (own, layout.header)
    (other.trim, other.missing, other.na) = (layout.trim, layout.missing, layout.na)
    return other
  }
}
