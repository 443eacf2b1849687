import Multitask
import TaskData

/// The standardised examples of a task on numbers, with the index of their projection.
struct FeatureTable: Sendable {
  /// The index of the task's list of features among the distinct lists.
  let group: Int

  /// The number of features.
  let width: Int

  private let numbers: [Split: [Float]]

  init(_ task: SplitTask, group: Int, scale: FeatureScale) {
    self.group = group
    width = task.task.features.count
    numbers = Dictionary(
      uniqueKeysWithValues: Split.allCases.map { split in
        (split, task.examples(split).flatMap { scale.standardised($0.features) })
      })
  }

  /// Returns the features of some examples, `[examples, width]`.
  func numbers(of examples: [Int], in split: Split) -> [Float] {
    let all = numbers[split] ?? []
    return examples.flatMap { all[$0 * width..<($0 + 1) * width] }
  }
}
