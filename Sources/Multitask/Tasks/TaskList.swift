/// The tasks of a run in the order of their indices, of different names: at least one, and one or several of them
/// are the targets.
public struct TaskList: Equatable, Sendable {
  /// The tasks by whose scores mixtures are judged, at least one, the primary first.
  public let targets: [Target]

  private let summaries: [TaskSummary]

  /// The index of the primary task: the first target.
  public var primary: TaskIndex { targets[0].task }

  /// Creates a list of tasks of which one is marked as the primary.
  ///
  /// - Throws: `TaskListError` unless exactly one is, and where two tasks have one name.
  public init(_ tasks: [TaskSummary]) throws(TaskListError) {
    let primaries = tasks.indices.filter { tasks[$0].isPrimary }
    guard primaries.count == 1 else {
      throw .wrongPrimaries(primaries.map { tasks[$0].name }, names: tasks.map(\.name))
    }
    targets = [Target(TaskIndex(primaries[0]))]
    summaries = tasks
    try checkNames()
  }

  /// Creates a list of tasks with targets, of which the first is the primary.
  ///
  /// - Throws: `TaskListError` where two tasks have one name, a target is none of the tasks, occurs twice, or has an
  ///   impossible weight, and where nothing is trained on.
  public init(_ tasks: [TaskSummary], targets: [Target]) throws(TaskListError) {
    let indices = targets.map(\.task.rawValue)
    guard !targets.isEmpty, indices.allSatisfy(tasks.indices.contains),
      Set(indices).count == indices.count
    else { throw .wrongTargets(indices, tasks: tasks.count) }
    for target in targets where !target.isSound {
      throw .wrongWeight(target, name: tasks[target.task.rawValue].name)
    }
    self.targets = targets
    summaries = tasks.enumerated().map { index, task in
      var task = task
      task.isPrimary = index == indices[0]
      return task
    }
    guard !trainedTasks.isEmpty else { throw .nothingTrained(names: tasks.map(\.name)) }
    try checkNames()
  }

  /// Creates a list in which the primary comes first.
  ///
  /// Two tasks of one name are found by `checkNames`, which every search calls.
  public init(primary: TaskSummary, auxiliaries: [TaskSummary] = []) {
    targets = [Target(TaskIndex(0))]
    summaries = ([primary] + auxiliaries).enumerated().map { index, task in
      var task = task
      task.isPrimary = index == 0
      return task
    }
  }

  /// Checks that all names are different.
  ///
  /// - Throws: `TaskListError.equalNames`.
  public func checkNames() throws(TaskListError) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw .equalNames(name) }
  }

  /// The names, `[tasks]`.
  public var names: [String] { summaries.map(\.name) }

  /// The indices, `[tasks]`.
  public var taskIndices: [TaskIndex] { summaries.indices.map(TaskIndex.init) }

  /// Returns the task of an index.
  public subscript(index: TaskIndex) -> TaskSummary { summaries[index.rawValue] }
}

extension TaskList: RandomAccessCollection {
  /// Zero.
  public var startIndex: Int { summaries.startIndex }

  /// The number of tasks.
  public var endIndex: Int { summaries.endIndex }

  /// Returns the task at a position.
  public subscript(position: Int) -> TaskSummary { summaries[position] }
}

extension TaskList: Codable {
  /// Reads an array of tasks, or tasks with targets.
  ///
  /// - Throws: `DecodingError.dataCorrupted` for a list that cannot be created.
  public init(from decoder: any Decoder) throws {
    do {
      if let written = try? WithTargets(from: decoder) {
        self = try TaskList(written.tasks, targets: written.targets)
      } else {
        self = try TaskList([TaskSummary](from: decoder))
      }
    } catch let error as TaskListError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }

  /// Writes an array of tasks where the primary is the only target, else the tasks with the targets.
  public func encode(to encoder: any Encoder) throws {
    if targets == [Target(primary)] {
      try summaries.encode(to: encoder)
    } else {
      try WithTargets(tasks: summaries, targets: targets).encode(to: encoder)
    }
  }

  private struct WithTargets: Codable {
    let tasks: [TaskSummary]
    let targets: [Target]
  }
}

/// Why tasks cannot be those of a run.
public enum TaskListError: Error, Equatable, Sendable, CustomStringConvertible {
  /// None or several are the primary.
  case wrongPrimaries(_ primaries: [String], names: [String])

  /// Two tasks have this name.
  case equalNames(String)

  /// There is no target, one occurs twice, or one is none of so many tasks.
  case wrongTargets(_ targets: [Int], tasks: Int)

  /// The weight or the largest loss of a target is no number that it may be.
  case wrongWeight(Target, name: String)

  /// No task is trained on.
  case nothingTrained(names: [String])

  /// The failure as a sentence.
  public var description: String {
    func list(_ names: [String]) -> String {
      names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
    }
    return switch self {
    case .wrongPrimaries(let primaries, let names):
      "exactly one primary task was expected, got \(list(primaries)) among the tasks \(list(names))"
    case .equalNames(let name):
      "two tasks have the name '\(name)', different names were expected: rename one of them"
    case .wrongTargets(let targets, let tasks):
      "different targets among the tasks 0 to \(tasks - 1) were expected, got \(targets)"
    case .wrongWeight(let target, let name):
      "the target '\(name)' has the weight \(target.weight)"
        + (target.loseAtMost.map { " and may lose \($0)" } ?? "")
        + ": a weight above 0 and a loss of at least 0 were expected"
    case .nothingTrained(let names):
      "the tasks \(list(names)) are only measured, at least one to train on was expected: name one as auxiliary"
    }
  }
}

/// The index of a task in its `TaskList`, from zero.
public struct TaskIndex: Hashable, Comparable, Sendable, Codable {
  /// The index as a number.
  public let rawValue: Int

  /// Creates an index.
  public init(_ rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Whether an index is smaller than another.
  public static func < (left: TaskIndex, right: TaskIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
