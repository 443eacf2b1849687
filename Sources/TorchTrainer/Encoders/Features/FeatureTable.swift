import Multitask
import TaskData

/// The examples of a task on numbers, standardised, and whose projection they go through.
struct FeatureTable: Sendable {
  /// Which of the distinct lists of features the task has.
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

  /// Returns the features of some examples, one example after the other.
  func numbers(of examples: [Int], in split: Split) -> [Float] {
    let all = numbers[split] ?? []
    return examples.flatMap { all[$0 * width..<($0 + 1) * width] }
  }
}
