public import GSLNumerics

/// Mixing ratios in whole numbers, such as 1 : 5 : 5, at least two of them not zero: the paper's space.
///
/// Follows the original code in the points allowed. The ranges were never published; the published ratios
/// suggest 0...20 for the primary and 0...5 for the auxiliaries. As there, the model's inputs are the
/// numbers scaled to 0...1 without rounding, suggestions are rounded, and 1 : 1 and 2 : 2 are two points.
public struct IntegerRatioSpace: SearchSpace, Equatable {
  /// The largest number for each task, `[tasks]`.
  public let upperBounds: [Int]

  /// The number of ratios; nil if it is beyond the largest integer.
  public let size: Int?

  /// Creates a space.
  ///
  /// - Parameter upperBounds: The largest number for each task, at least two of them positive.
  public init(upperBounds: [Int]) {
    precondition(
      upperBounds.allSatisfy { $0 >= 0 } && upperBounds.count { $0 > 0 } >= 2,
      "bounds of at least 0, two of them positive, are expected, got \(upperBounds)")
    self.upperBounds = upperBounds
    let vectors = upperBounds.reduce(Int?.some(1)) { product, bound in
      product.flatMap {
        let (value, overflow) = $0.multipliedReportingOverflow(by: bound + 1)
        return overflow ? nil : value
      }
    }
    // Without zero and ratios of one task.
    size = vectors.map { $0 - 1 - upperBounds.reduce(0, +) }
  }

  /// Returns the space with 0...20 for the first task, the primary, and 0...5 for the others.
  ///
  /// The published ratios lie in these ranges.
  ///
  /// - Parameter tasks: The number of tasks, at least two.
  public static func paper(tasks: Int) -> IntegerRatioSpace {
    IntegerRatioSpace(upperBounds: [20] + Array(repeating: 5, count: tasks - 1))
  }

  /// The number of tasks.
  public var dimension: Int { upperBounds.count }

  /// One feature a task.
  public var featureCount: Int { upperBounds.count }

  /// Returns whether the numbers are whole, within their bounds, and at least two not zero.
  public func contains(_ point: [Double]) -> Bool {
    point.count == dimension
      && zip(point, upperBounds).allSatisfy { $0 >= 0 && $0 <= Double($1) && $0 == $0.rounded() }
      && point.count { $0 > 0 } >= 2
  }

  /// Returns whether two ratios are equal number by number.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool { left == right }

  // MARK: - Coordinates and features

  /// Returns each number as a share of its bound, in 0...1.
  public func coordinates(of point: [Double]) -> [Double] {
    zip(point, upperBounds).map { $1 == 0 ? 0 : $0 / Double($1) }
  }

  /// Returns the nearest whole numbers; if fewer than two are not zero, the largest of the others become
  /// one.
  public func point(at coordinates: [Double]) -> [Double] {
    let exact = zip(projected(coordinates), upperBounds).map { $0 * Double($1) }
    return withTwoTasks(exact.map { $0.rounded() }, exact: exact)
  }

  /// Returns the nearest coordinates in the unit cube.
  public func projected(_ coordinates: [Double]) -> [Double] {
    coordinates.map { min(max($0, 0), 1) }
  }

  /// Returns the coordinates.
  public func features(at coordinates: [Double]) -> [Double] { coordinates }

  /// Returns the gradient unchanged.
  public func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double] {
    featureGradient
  }

  // MARK: - Draws

  /// One uniform number for each task.
  public var uniformCount: Int { upperBounds.count }

  /// Returns the ratio for uniform numbers, by inverting the conditional distributions in turn.
  public func point(fromUniform numbers: [Double]) -> [Double] {
    var tasks = 0
    let point = zip(numbers, upperBounds.indices).map { number, index in
      // The numbers of completions after a zero and after each other number.
      let rest = upperBounds[(index + 1)...]
      let afterZero = completions(rest, tasks: tasks)
      let afterOther = completions(rest, tasks: tasks + 1)
      let bound = Double(upperBounds[index])
      let goal = number * (afterZero + bound * afterOther)
      guard goal >= afterZero, bound > 0 else { return 0.0 }
      tasks += 1
      return min(1 + ((goal - afterZero) / afterOther).rounded(.down), bound)
    }
    return withTwoTasks(point, exact: numbers)
  }

  /// Returns the number of vectors within bounds that complete a ratio of at least two tasks.
  private func completions(_ bounds: ArraySlice<Int>, tasks: Int) -> Double {
    let all = bounds.reduce(1.0) { $0 * Double($1 + 1) }
    switch tasks {
    case 0: return all - 1 - bounds.reduce(0.0) { $0 + Double($1) }
    case 1: return all - 1
    default: return all
    }
  }

  /// Draws a ratio uniformly; a number of draws that depends on the values.
  public func sample(using stream: RandomStream) -> [Double] {
    while true {
      let point = upperBounds.map { Double(stream.integer(below: $0 + 1)) }
      if point.count(where: { $0 > 0 }) >= 2 { return point }
    }
  }

  /// Returns independent uniform draws, like the original.
  public func design(count: Int, using stream: RandomStream) -> [[Double]] {
    (0..<count).map { _ in sample(using: stream) }
  }

  // MARK: - Ratios

  /// Returns the numbers; if fewer than two are not zero, the largest of the others become one.
  private func withTwoTasks(_ numbers: [Double], exact: [Double]) -> [Double] {
    var numbers = numbers
    while numbers.count(where: { $0 > 0 }) < 2 {
      let zeros = numbers.indices.filter { numbers[$0] == 0 && upperBounds[$0] > 0 }
      guard let next = zeros.max(by: { exact[$0] < exact[$1] }) else { break }
      numbers[next] = 1
    }
    return numbers
  }
}
