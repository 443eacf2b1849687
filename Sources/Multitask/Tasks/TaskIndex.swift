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
