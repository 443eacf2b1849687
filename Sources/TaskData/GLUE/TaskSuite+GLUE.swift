public import Foundation

extension TaskSuite {
  /// Reads GLUE's tasks from their folders, exactly as distributed.
  ///
  /// Training examples come from `train.tsv` and test examples from the development set, which GLUE
  /// publishes with labels (of MNLI's two, the matched one). Folder names may differ in case. Only
  /// the tasks that are asked for are read.
  ///
  /// - Parameters:
  ///   - names: The tasks, in the order wanted; none means all whose folder is there, in the order
  ///     of `GLUETask`.
  ///   - folder: The folder that holds the tasks' folders.
  /// - Throws: `TaskDataError` for the problems of all files; nothing is half-loaded.
  public static func glue(
    names: [String]? = nil, from folder: URL
  ) throws(TaskDataError) -> TaskSuite {
    let path = folder.path(percentEncoded: false)
    let present = try glueFolders(in: path)
    let available = GLUETask.allCases.filter { present[$0] != nil }
    guard !available.isEmpty else {
      throw .noTask(path: path, expected: GLUETask.allCases.map(\.folder))
    }
    var wanted: [GLUETask] = []
    for name in names ?? available.map(\.rawValue) {
      guard let task = GLUETask(rawValue: name.lowercased()) else {
        throw .unknownTask(name, available: available.map(\.rawValue))
      }
      if !wanted.contains(task) { wanted.append(task) }
    }
    var tasks: [TaskDataset] = []
    var problems: [TaskDataError] = []
    for task in wanted {
      do throws(TaskDataError) {
        guard let name = present[task] else { throw .missingTask(task.folder, path: path) }
        tasks.append(try readTask(task, in: joined(path, name)))
      } catch {
        problems += error.each
      }
    }
    if let problem = TaskDataError.all(problems) { throw problem }
    return TaskSuite(tasks: tasks, origin: .folder(path: path))
  }

  /// Returns the names of the tasks that a folder offers, or the synthetic suite for nil.
  ///
  /// - Parameter path: The folder that holds the tasks' folders.
  /// - Returns: The names in the order of `GLUETask`, or nil where `glue(names:from:)` cannot read any.
  public static func availableNames(in path: String?) -> [String]? {
    guard let path else { return GLUETask.allCases.map(\.rawValue) }
    guard let present = try? glueFolders(in: path), !present.isEmpty else { return nil }
    return GLUETask.allCases.filter { present[$0] != nil }.map(\.rawValue)
  }

  /// Returns the name of each task's folder that exists.
  private static func glueFolders(in path: String) throws(TaskDataError) -> [GLUETask: String] {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingFolder(path: path) }
    guard isFolder(path) else { throw .notAFolder(path: path) }
    let entries: [String]
    do {
      entries = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw .unreadable(path: path, reason: reason(of: error))
    }
    var folders: [GLUETask: String] = [:]
    for task in GLUETask.allCases {
      folders[task] =
        entries.first { $0 == task.folder }
        ?? entries.first { $0.lowercased() == task.folder.lowercased() }
    }
    return folders
  }

  private static func readTask(
    _ task: GLUETask, in path: String
  ) throws(TaskDataError) -> TaskDataset {
    var problems: [TaskDataError] = []
    func examples(_ name: String, atLeast count: Int) -> [Example] {
      do throws(TaskDataError) {
        return try GLUEFile(task: task, path: joined(path, name)).examples(atLeast: count)
      } catch {
        problems += error.each
        return []
      }
    }
    // One training and one validation example.
    let training = examples(task.trainingFile, atLeast: 2)
    let test = examples(task.testFile, atLeast: 1)
    for name in task.checkedFiles
    where FileManager.default.fileExists(atPath: joined(path, name)) {
      _ = examples(name, atLeast: 1)
    }
    if let problem = TaskDataError.all(problems) { throw problem }
    return TaskDataset(
      name: task.rawValue, target: task.target, metric: task.metric, columns: task.inputColumns,
      training: training, test: test)
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
