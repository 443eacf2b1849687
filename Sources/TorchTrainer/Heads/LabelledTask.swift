import Multitask
import TaskData

/// The head, the targets and the metric of a task; a batcher has its inputs.
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

  /// Returns the class, or the number in the task's units, of each example of a split.
  func targets(_ split: Split) -> [Double] {
    targets[split] ?? []
  }

  /// Returns whether the head's loss is defined on another task: classes of the same names, or numbers.
  ///
  /// The same number of classes is not enough: the head would learn labels of another meaning.
  func readsLabels(of other: LabelledTask) -> Bool {
    switch (target, other.target) {
    case (.classes(let names), .classes(let others)): names == others
    case (.number, .number): true
    default: false
    }
  }
}
