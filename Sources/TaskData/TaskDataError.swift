import Multitask

/// A problem of task data.
public enum TaskDataError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No task has this name.
  case unknownTask(String, available: [String])

  /// The data folder is not there.
  case missingFolder(path: String)

  /// The data folder is something else.
  case notAFolder(path: String)

  /// The data folder holds no task's folder.
  case noTask(path: String, expected: [String])

  /// The data folder does not hold the folder of a task that was asked for.
  case missingTask(String, path: String)

  /// A task's folder lacks a file.
  case missingFile(path: String)

  /// A file or folder is there and cannot be read.
  case unreadable(path: String, reason: String)

  /// A file holds bytes that are not UTF-8; the offset counts from zero, in what was decompressed.
  case notUTF8(path: String, line: Int, byteOffset: Int, hint: String? = nil)

  /// A file holds nothing at all.
  case emptyFile(path: String)

  /// A file with inputs to predict has no row.
  case noRows(path: String)

  /// A file holds too few examples.
  case tooFewExamples(path: String, found: Int, expected: Int, hint: String? = nil)

  /// A file's header lacks a column.
  case missingColumn(String, path: String, found: [String])

  /// A row is not as expected; lines count from one.
  case wrongRow(path: String, line: Int, found: String, expected: String)

  /// A file's header, or a JSON object of it, lacks columns.
  case missingColumns([String], path: String, line: Int, found: [String])

  /// A value in a row is not as expected.
  case wrongField(path: String, position: TextPosition, found: String, expected: String)

  /// All examples of a task have the same target, or a column has too many values for labels.
  case wrongTargets(path: String, found: String, expected: String)

  /// All training rows of a task are in the primary's validation or test split.
  case nothingLeft(Leak)

  /// No file has a path with wildcards, or in a folder.
  case noFiles(path: String, expected: String)

  /// The values of a column cannot be tasks.
  case wrongParts(column: String, path: String, found: String, expected: String)

  /// A file has more problems like the one before.
  case furtherProblems(path: String, count: Int)

  /// Several problems.
  case several([TaskDataError])

  /// The failure as a sentence, or as one line for each problem.
  public var description: String {
    switch self {
    case .unknownTask(let name, let available):
      "there is no task '\(name)'"
        + (nearestName(to: name, among: available).map { ": did you mean '\($0)'?" } ?? "")
        + " (available: \(available.joined(separator: ", ")))"
    case .missingFolder(let path):
      "the data folder '\(path)' does not exist"
    case .notAFolder(let path):
      "'\(path)' is a file, a data folder was expected"
    case .noTask(let path, let expected):
      "the data folder '\(path)' holds no task: expected folders named as GLUE names them, at "
        + "least one of \(expected.joined(separator: ", ")); for other files, 'autosem init FILE…' "
        + "writes an experiment"
    case .missingTask(let folder, let path):
      "the data folder '\(path)' holds no folder '\(folder)'"
    case .missingFile(let path):
      "the file '\(path)' does not exist"
    case .unreadable(let path, let reason):
      "'\(path)' cannot be read: \(reason)"
    case .notUTF8(let path, let line, let byteOffset, let hint):
      "\(path):\(line): byte \(byteOffset) of the file is not UTF-8, text in UTF-8 was expected"
        + (hint.map { ": \($0)" } ?? "")
    case .emptyFile(let path):
      "the file '\(path)' is empty, rows were expected"
    case .noRows(let path):
      "the file '\(path)' holds no rows, at least one was expected"
    case .tooFewExamples(let path, let found, let expected, let hint):
      "the file '\(path)' holds \(found) labelled \(found == 1 ? "example" : "examples"), at least "
        + "\(expected) \(expected == 1 ? "was" : "were") expected" + (hint.map { "; \($0)" } ?? "")
    case .missingColumn(let column, let path, let found):
      "\(path):1: found the columns \(quoted(found)), a column "
        + "'\(column)' was expected"
    case .wrongRow(let path, let line, let found, let expected):
      "\(path):\(line): found \(found), \(expected)"
    case .missingColumns(let columns, let path, let line, let found):
      "\(path):\(line):1: found the columns \(quoted(found)); \(quoted(columns)) "
        + (columns.count == 1 ? "was expected" : "were expected")
        + hint(columns, found)
    case .wrongField(let path, let position, let found, let expected):
      "\(path):\(position.line):\(position.column): found \(found), \(expected)"
    case .wrongTargets(let path, let found, let expected):
      "\(path): found \(found), \(expected)"
    case .nothingLeft(let leak):
      "'\(leak.task)': \(leak); other training rows were expected: leave the task out, or set 'leaks: keep'"
    case .noFiles(let path, let expected):
      "'\(path)' names no file: \(expected)"
    case .wrongParts(let column, let path, let found, let expected):
      "\(path): found \(found) in the column '\(column)', \(expected)"
    case .furtherProblems(let path, let count):
      "\(path): \(count) more \(count == 1 ? "problem" : "problems") like the one before"
    case .several(let problems):
      problems.map(\.description).joined(separator: "\n")
    }
  }
}

private func quoted(_ names: [String]) -> String {
  let shown = names.prefix(20).map { "'\($0.prefix(60))'" }.joined(separator: ", ")
  return names.count > 20 ? shown + " and \(names.count - 20) more" : shown
}

/// Suggestions for columns that do not exist.
private func hint(_ missing: [String], _ found: [String]) -> String {
  if isData(found, wanted: missing) {
    return
      ": is this row data, and not the columns' names? Then set 'header: none', and the columns "
      + "are 0 to \(found.count - 1)"
  }
  // Columns without names are numbered, and no number is near another.
  guard found != found.indices.map(String.init) else { return "" }
  let near = missing.compactMap { nearestName(to: $0, among: found) }
  guard near.isEmpty else { return ": did you mean \(quoted(near))?" }
  // A header in one piece was cut at the wrong delimiter.
  guard found.count == 1, let delimiter = found[0].first(where: { ";\t|,".contains($0) }) else {
    return ""
  }
  let (name, text) = delimiter == "\t" ? ("tabs", "\\t") : ("'\(delimiter)'", "\(delimiter)")
  return ": are the columns separated by \(name)? Then set 'delimiter: \"\(text)\"'"
}

/// Whether a first row looks like data: names are seldom numbers or sentences.
private func isData(_ row: [String], wanted: [String]) -> Bool {
  row != row.indices.map(String.init)
    && (row.contains { Double($0) != nil || $0.split(separator: " ").count > 6 }
      || wanted.allSatisfy { Int($0) != nil })
}
