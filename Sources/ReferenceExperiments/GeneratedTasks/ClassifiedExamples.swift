public import GSLNumerics

/// Points and the class of each.
public struct ClassifiedExamples: Equatable, Sendable {
  /// The points, `[examples, inputs]`.
  public let points: Matrix

  /// The number of the class of each from zero, `[examples]`.
  public let classes: [Int]

  /// Creates examples.
  ///
  /// - Precondition: There is a point, and as many classes as points, none below zero.
  public init(points: Matrix, classes: [Int]) {
    precondition(
      !classes.isEmpty && points.rows == classes.count && classes.allSatisfy { $0 >= 0 },
      "a class for each of \(points.rows) points is expected, got \(classes.count)")
    self.points = points
    self.classes = classes
  }
}
