public import Foundation
public import TaskData

/// The draft of an experiment file for data files: each becomes a task, the first one the primary.
///
/// A file that is called the test or validation split of another, such as `rte_test.csv` beside
/// `rte_train.csv`, joins its task. Everything that was guessed has its reason as a comment.
public struct ExperimentDraft: Sendable {
  /// The text of the file.
  public let text: String

  /// The name of the primary.
  public let primary: String

  /// The keys that have to be filled in before the experiment can run, a sentence for each.
  public let gaps: [String]

  /// Looks at the first rows of the files and drafts an experiment; writes no file.
  ///
  /// - Parameters:
  ///   - paths: The files, the primary's first.
  ///   - folder: The folder of the experiment file, where relative paths start.
  /// - Throws: `TaskDataError` for a file that cannot be read.
  /// - Precondition: There is at least one file.
  public init(files paths: [String], in folder: URL) throws(TaskDataError) {
    precondition(!paths.isEmpty, "at least one file is expected")
    var names: [String] = []
    var lines: [String] = []
    var gaps: [String] = []
    let splitNames = paths.map(SplitName.init)
    for (path, splitName) in zip(paths, splitNames) {
      guard splitName.split == .train || !splitNames.contains(splitName.with(.train)) else {
        continue
      }
      let inspection = try FileInspection(path: path)
      let isSplit = splitName.task != inspection.taskName && splitName.split == .train
      let name = Self.name(
        isSplit ? FileInspection.taskName(splitName.task) : inspection.taskName, unlike: names)
      names.append(name)
      lines += Self.task(name, inspection, path: Self.path(path, from: folder))
      for (other, otherName) in zip(paths, splitNames)
      where otherName.split != .train && otherName.with(.train) == splitName {
        lines.append(
          try Self.split(otherName.split, of: inspection, path: other, from: folder))
      }
      if inspection.roles.label == nil, inspection.roles.target == nil {
        gaps.append(
          "tasks.\(name): \(path) has no column that can be predicted (\(inspection.roles.reason)); "
            + "'label' or 'target' was expected")
      }
      if inspection.roles.text.isEmpty, inspection.roles.join.isEmpty,
        inspection.roles.features.isEmpty
      {
        gaps.append("tasks.\(name): \(path) has no column to predict from; 'text' was expected")
      }
    }
    primary = names[0]
    self.gaps = gaps
    let head = [
      "# Made by looking at the first rows of each file. Change what is wrong, then run it.", "",
      "primary: \(names[0])", "tasks:",
    ]
    text = (head + lines).joined(separator: "\n") + "\n"
  }

  private static func task(_ name: String, _ inspection: FileInspection, path: String) -> [String] {
    let count = inspection.isWhole ? "\(inspection.rows) rows" : "\(inspection.rows) rows or more"
    let train = Guess(key: "train", value: Guess.yaml(path), reason: count)
    // A long value does not move the comments of the others; 42 leaves them on a usual line.
    let lines = ([train] + inspection.guesses).lines(widest: 42)
    return ["  \(name):"] + lines + inspection.warnings.map { "    # warning: \($0)" }
  }

  /// Returns the line of another split of a task, or a comment on why the file is none.
  private static func split(
    _ split: TaskDescription.File, of task: FileInspection, path: String, from folder: URL
  ) throws(TaskDataError) -> String {
    let columns = Set(try FileInspection(path: path).columns.map(\.name))
    let roles = task.roles
    let needed =
      roles.text + roles.join + roles.features + [roles.label ?? roles.target].compactMap(\.self)
    let line = "\(split.rawValue): \(Guess.yaml(Self.path(path, from: folder)))"
    guard let missing = needed.first(where: { !columns.contains($0) }) else {
      return "    \(line)  # its name, and the columns of 'train'"
    }
    return "    # \(line)  # has no column '\(missing)'"
  }

  /// Returns a name with a number at its end if it is taken.
  private static func name(_ name: String, unlike others: [String]) -> String {
    guard others.contains(name) else { return name }
    return (2...).lazy.map { "\(name)-\($0)" }.first { !others.contains($0) } ?? name
  }

  /// Returns a path relative to a folder, if it is in it.
  private static func path(_ path: String, from folder: URL) -> String {
    let absolute = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    let start = folder.standardizedFileURL.path(percentEncoded: false)
    let prefix = start.hasSuffix("/") ? start : start + "/"
    return absolute.hasPrefix(prefix) ? String(absolute.dropFirst(prefix.count)) : absolute
  }
}
