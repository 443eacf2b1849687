/// The tasks of a run in the order of their indices, of different names: at least one, and exactly one is the
/// primary.
public struct TaskList: Equatable, Sendable {
  /// The index of the primary task.
  public let primary: TaskIndex

  private let summaries: [TaskSummary]

  /// Creates a list of tasks of which one is marked as the primary.
  ///
  /// - Throws: `TaskListError` unless exactly one is, and where two tasks have one name.
  public init(_ tasks: [TaskSummary]) throws(TaskListError) {
    let primaries = tasks.indices.filter { tasks[$0].isPrimary }
    guard primaries.count == 1 else {
      throw .wrongPrimaries(primaries.map { tasks[$0].name }, names: tasks.map(\.name))
    }
    primary = TaskIndex(primaries[0])
    summaries = tasks
    try checkNames()
  }

  /// Creates a list in which the primary comes first.
  ///
  /// Two tasks of one name are found by `checkNames`, which every search calls.
  public init(primary: TaskSummary, auxiliaries: [TaskSummary] = []) {
    self.primary = TaskIndex(0)
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
  /// Reads an array of tasks.
  ///
  /// - Throws: `DecodingError.dataCorrupted` for a list that cannot be created.
  public init(from decoder: any Decoder) throws {
    do {
      self = try TaskList([TaskSummary](from: decoder))
    } catch let error as TaskListError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }

  /// Writes an array of tasks.
  public func encode(to encoder: any Encoder) throws {
    try summaries.encode(to: encoder)
  }
}

/// Why tasks cannot be those of a run.
public enum TaskListError: Error, Equatable, Sendable, CustomStringConvertible {
  /// None or several are the primary.
  case wrongPrimaries(_ primaries: [String], names: [String])

  /// Two tasks have this name.
  case equalNames(String)

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
