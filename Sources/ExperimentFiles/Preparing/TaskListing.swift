import Multitask
public import TaskData

/// The tasks of an experiment, for another program: what `autosem tasks` prints as JSON.
public struct TaskListing: Encodable, Sendable {
  let format = 1
  let origin: String
  let synthetic: Bool
  let tasks: [Entry]
  let leaks: [String]
  let notes: [String]

  struct Entry: Encodable {
    let task: String
    let training: Int
    let validation: Int
    let test: Int
    let input: String
    let features: [String]?
    let metric: String
    let labels: [String]?
    let range: [Double]?

    init(_ split: SplitTask) {
      let data = split.task
      (task, metric) = (data.name, data.metric.rawValue)
      (training, validation, test) = (split.training.count, split.validation.count, data.test.count)
      input = !data.features.isEmpty ? "features" : data.isPair ? "pairs" : "sentences"
      features = data.features.isEmpty ? nil : data.features
      switch data.target {
      case .classes(let names): (labels, range) = (names, nil)
      case .number(let bounds): (labels, range) = (nil, [bounds.lowerBound, bounds.upperBound])
      }
    }
  }

  /// Gathers the tasks.
  ///
  /// - Parameters:
  ///   - suite: The tasks.
  ///   - splits: Their splits.
  public init(_ suite: TaskSuite, splits: TaskSplits) {
    (origin, synthetic) = (suite.origin.name, suite.origin.isSynthetic)
    tasks = splits.tasks.map(Entry.init)
    (leaks, notes) = (splits.leaks.map(\.description), suite.notes)
  }
}
