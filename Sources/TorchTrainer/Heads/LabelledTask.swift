import Multitask
import TaskData

/// What is to be said of a task's examples, and how it is measured; the sentences are a batcher's.
struct LabelledTask: Sendable {
  let name: String
  let metric: Metric
  let head: TaskHead
  private let target: TaskTarget
  private let targets: [Split: [Double]]

  init(_ task: SplitTask) {
    name = task.task.name
    metric = task.task.metric
    target = task.task.target
    let targets = Dictionary(
      uniqueKeysWithValues: Split.allCases.map { split in
        (split, task.examples(split).map(\.target))
      })
    head = TaskHead(task.task.target, training: targets[.training] ?? [])
    self.targets = targets
  }

  /// The class, or the number to be predicted as it was given, of each example of a split.
  func targets(_ split: Split) -> [Double] {
    targets[split] ?? []
  }

  /// Whether what its head gives can be held against the labels of another task: classes of the same names,
  /// or numbers.
  ///
  /// As many classes are not enough. A head that is held against labels of another meaning learns them.
  func readsLabels(of other: LabelledTask) -> Bool {
    switch (target, other.target) {
    case (.classes(let names), .classes(let others)): names == others
    case (.number, .number): true
    default: false
    }
  }
}
