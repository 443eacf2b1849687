/// The place of a task in its suite, from zero.
public struct TaskIndex: Hashable, Comparable, Sendable, Codable {
  /// The place, from zero.
  public let rawValue: Int

  /// Creates the index of a place.
  public init(_ rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Whether a place comes before another.
  public static func < (left: TaskIndex, right: TaskIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
