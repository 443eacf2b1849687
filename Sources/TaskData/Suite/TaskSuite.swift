/// The tasks that a search may use, from one source.
public struct TaskSuite: Equatable, Sendable {
  /// The source of the tasks of a suite.
  public indirect enum Origin: Equatable, Sendable {
    /// The built-in formal language, made from this seed.
    case synthetic(seed: UInt64)
    /// Files in this folder.
    case folder(path: String)
    /// Files that an experiment describes, possibly with tasks of another source.
    case described(beside: Origin?)
  }

  /// The tasks, each name once.
  public let tasks: [TaskDataset]

  /// The source of the tasks.
  public let origin: Origin

  /// Creates a suite.
  ///
  /// - Precondition: No two tasks have the same name.
  public init(tasks: [TaskDataset], origin: Origin) {
    precondition(
      Set(tasks.map(\.name)).count == tasks.count,
      "each name once is expected, got \(tasks.map(\.name))")
    self.tasks = tasks
    self.origin = origin
  }

  /// The notes on the tasks' files for the user, each after the name of its task.
  public var notes: [String] { tasks.flatMap { task in task.notes.map { "\(task.name): \($0)" } } }

  /// The names, in the order of the tasks.
  public var names: [String] { tasks.map(\.name) }

  /// Returns the task with a name.
  ///
  /// - Throws: `TaskDataError.unknownTask`, with the nearest known name.
  public func task(named name: String) throws(TaskDataError) -> TaskDataset {
    guard let task = tasks.first(where: { $0.name == name.lowercased() }) else {
      throw .unknownTask(name, available: names)
    }
    return task
  }

  /// Returns the suite of these tasks alone, in the order of the names; repeats count once.
  ///
  /// - Throws: `TaskDataError.unknownTask` for the first name that is not there.
  public func restricted(to names: [String]) throws(TaskDataError) -> TaskSuite {
    var kept: [TaskDataset] = []
    for name in names {
      let task = try task(named: name)
      if !kept.contains(where: { $0.name == task.name }) { kept.append(task) }
    }
    return TaskSuite(tasks: kept, origin: origin)
  }
}
