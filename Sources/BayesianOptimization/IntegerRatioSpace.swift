public import GSLNumerics

/// Mixing ratios in whole numbers, such as 1 : 5 : 5, at least two of them not zero: the paper's space.
///
/// Follows the original code in what is allowed; the ranges were never published, and 0...20 for the
/// primary and 0...5 for the auxiliaries is what the published ratios suggest. As there, the model
/// works on the numbers scaled to 0...1 and knows nothing of their being whole, and 1 : 1 and 2 : 2 are
/// two points. The model's search is rounded.
public struct IntegerRatioSpace: SearchSpace, Equatable {
  /// The largest number for each task, `[tasks]`.
  public let upperBounds: [Int]

  /// Creates a space.
  ///
  /// - Parameter upperBounds: The largest number for each task, at least two of them positive.
  public init(upperBounds: [Int]) {
    precondition(
      upperBounds.allSatisfy { $0 >= 0 } && upperBounds.count { $0 > 0 } >= 2,
      "bounds of at least 0, two of them positive, are expected, got \(upperBounds)")
    self.upperBounds = upperBounds
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

  /// The features are the coordinates.
  public var featureCount: Int { upperBounds.count }

  /// The number of ratios, or nil if it is beyond the largest whole number.
  public var size: Int? {
    var product = 1
    for bound in upperBounds {
      let (value, overflow) = product.multipliedReportingOverflow(by: bound + 1)
      guard !overflow else { return nil }
      product = value
    }
    return product - upperBounds.reduce(0, +) - 1
  }

  /// Returns whether the numbers are whole, within their bounds, and at least two not zero.
  public func contains(_ point: [Double]) -> Bool {
    point.count == dimension
      && zip(point, upperBounds).allSatisfy { $0 >= 0 && $0 <= Double($1) && $0 == $0.rounded() }
      && point.count { $0 > 0 } >= 2
  }

  /// Returns each number as a share of its bound, in 0...1.
  public func coordinates(of point: [Double]) -> [Double] {
    zip(point, upperBounds).map { $1 == 0 ? 0 : $0 / Double($1) }
  }

  /// Returns the nearest whole numbers; where fewer than two are not zero, the largest of the others
  /// become one.
  public func point(at coordinates: [Double]) -> [Double] {
    let exact = zip(projected(coordinates), upperBounds).map { $0 * Double($1) }
    var point = exact.map { $0.rounded() }
    while point.count(where: { $0 > 0 }) < 2 {
      let zeros = point.indices.filter { point[$0] == 0 && upperBounds[$0] > 0 }
      guard let next = zeros.max(by: { exact[$0] < exact[$1] }) else { break }
      point[next] = 1
    }
    return point
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

  /// Draws a ratio, uniformly; a number of draws that depends on the values.
  public func sample(using stream: RandomStream) -> [Double] {
    while true {
      let point = upperBounds.map { Double(stream.integer(below: $0 + 1)) }
      if point.count(where: { $0 > 0 }) >= 2 { return point }
    }
  }

  /// Returns independent uniform draws, as the original did.
  public func design(count: Int, using stream: RandomStream) -> [[Double]] {
    (0..<count).map { _ in sample(using: stream) }
  }
}
