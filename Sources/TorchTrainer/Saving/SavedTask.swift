public import Multitask
public import TaskData

/// A task of a saved model.
public struct SavedTask: Equatable, Sendable, Codable {
  /// The name.
  public let name: String

  /// The metric.
  public let metric: Metric

  /// The labels in the order of the classes; nil for a number.
  public let labels: [String]?

  /// The mean and the standard deviation by which a number is scaled; nil for labels.
  let scale: Scale?

  /// Whether the inputs are pairs of texts.
  public let isPair: Bool

  /// The names of an input's numbers; empty for texts.
  public let features: [String]

  /// The columns of a file with inputs; nil for a task that came from no file.
  public let columns: InputColumns?

  struct Scale: Equatable, Sendable, Codable {
    let mean: Double
    let deviation: Double
  }

  init(_ task: SplitTask, head: TaskHead) {
    let data = task.task
    (name, metric, isPair) = (data.name, data.metric, data.isPair)
    (features, columns) = (data.features, data.columns)
    switch data.target {
    case .classes(let names): labels = names
    case .number: labels = nil
    }
    switch head {
    case .classes: scale = nil
    case .number(let mean, let deviation): scale = Scale(mean: mean, deviation: deviation)
    }
  }

  /// The target, whose range of numbers is not kept.
  public var target: TaskTarget { labels.map { .classes($0) } ?? .number(0...0) }

  var head: TaskHead {
    if let scale { return .number(mean: scale.mean, deviation: scale.deviation) }
    return .classes(labels?.count ?? 0)
  }

  /// Returns examples as a task of the trainer's, in its training split.
  ///
  /// - Throws: `SavedModelError.wrongInput`.
  func split(of examples: [Example]) throws(SavedModelError) -> SplitTask {
    for (index, example) in examples.enumerated() {
      func check(
        _ isRight: Bool, _ found: @autoclosure () -> String, _ expected: @autoclosure () -> String
      ) throws(SavedModelError) {
        guard isRight else {
          throw .wrongInput(task: name, index: index, found: found(), expected: expected())
        }
      }
      let count = example.features.count
      try check(
        count == features.count, "\(count) numbers", "\(features.count) were expected")
      try check(
        example.features.allSatisfy(\.isFinite), "a number that is not finite",
        "finite ones were expected")
      try check(
        (example.second != nil) == isPair, isPair ? "one text" : "two texts",
        isPair ? "two were expected" : "one was expected")
    }
    return SplitTask(
      TaskDataset(
        name: name, target: target, metric: metric, features: features, training: examples,
        validation: [], test: []))
  }

  /// What is wrong with the description, as a phrase; nil if nothing is.
  var problem: String? {
    if (labels == nil) == (scale == nil) {
      return "'\(name)' has labels or a scale, one was expected"
    }
    if let labels, labels.count < 2 || Set(labels).count < labels.count {
      return "'\(name)' has the labels \(labels), at least two different ones were expected"
    }
    if let scale, !(scale.deviation > 0 && scale.deviation.isFinite && scale.mean.isFinite) {
      return "'\(name)' has the deviation \(scale.deviation), a positive number was expected"
    }
    guard let columns else { return nil }
    let isText = features.isEmpty
    let texts = columns.text.count == (isPair ? 2 : 1) && columns.join.isEmpty
    let joined = columns.text.isEmpty && !columns.join.isEmpty && !isPair
    let fits = isText ? columns.features.isEmpty && (texts || joined) : columns.numbers == features
    let numbers = columns.features.filter { $0.categories == nil }
    guard fits, isText || columns.text + columns.join == [],
      numbers.allSatisfy({ $0.mean?.isFinite ?? false })
    else { return "the columns of '\(name)' are not those of its inputs" }
    guard columns.layout.delimiter?.isUsable ?? true, columns.layout.skip ?? 0 >= 0 else {
      return "the layout of '\(name)' is that of no file"
    }
    return nil
  }
}
