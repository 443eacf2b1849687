import Foundation
import TaskData

/// The task and the split in the name of a file: `rte` and the test split for `rte_test.csv`.
struct SplitName: Hashable {
  /// The folder of the file.
  let folder: String

  /// The name of the task: that of the file without the split, or that of the folder for `test.csv`.
  let task: String

  /// The split; the training split for a name without one.
  let split: TaskDescription.File

  private static let words: [String: TaskDescription.File] = [
    "train": .train, "training": .train, "dev": .validation, "val": .validation,
    "valid": .validation, "validation": .validation, "test": .test,
  ]

  /// Reads the name of a file.
  init(_ path: String) {
    let file = URL(filePath: path)
    let parent = file.deletingLastPathComponent()
    folder = parent.path(percentEncoded: false)
    let stem = String(file.lastPathComponent.prefix { $0 != "." }).lowercased()
    let parts = stem.split(whereSeparator: { "-_".contains($0) })
    if let split = Self.words[stem] {
      self.split = split
      task = parent.lastPathComponent.lowercased()
    } else if let last = parts.last, let split = Self.words[String(last)] {
      self.split = split
      task = String(stem.dropLast(last.count + 1))
    } else if let first = parts.first, let split = Self.words[String(first)] {
      self.split = split
      task = String(stem.dropFirst(first.count + 1))
    } else {
      split = .train
      task = stem
    }
  }

  /// Returns the name of another split of the same task.
  func with(_ split: TaskDescription.File) -> SplitName {
    SplitName(folder: folder, task: task, split: split)
  }

  private init(folder: String, task: String, split: TaskDescription.File) {
    (self.folder, self.task, self.split) = (folder, task, split)
  }
}
