public import GSLNumerics

/// Mixing ratios in whole numbers, such as 1 : 5 : 5, at least two of them not zero: the paper's space.
///
/// Follows the original code in what is allowed; the ranges were never published, and 0...20 for the
/// primary and 0...5 for the auxiliaries is what the published ratios suggest. As there, unless told
/// otherwise, the model works on the numbers scaled to 0...1 and knows nothing of their being whole, and
/// 1 : 1 and 2 : 2 are two points. The model's search is rounded.
public struct IntegerRatioSpace: SearchSpace, Equatable {
  /// Where the rounding to whole numbers happens.
  public enum Rounding: String, CaseIterable, Sendable, Codable {
    /// After the model's search: the paper's way.
    case afterSearch = "after_search"

    /// Inside the model, which sees the square roots of the shares that the rounded ratio gives.
    ///
    /// Equal ratios such as 1 : 1 and 2 : 2 are one point, made with the smallest numbers. Follows
    /// Garrido-Merchán and Hernández-Lobato (2020) <https://arxiv.org/abs/1805.03463> in the rounding;
    /// the rest is ours.
    case inModel = "in_model"
  }

  /// The largest number for each task, `[tasks]`.
  public let upperBounds: [Int]

  /// Where the rounding to whole numbers happens.
  public let rounding: Rounding

  /// The number of ratios, equal ones counted once if they are one point; nil if it is beyond the
  /// largest integer or takes too long to count.
  public let size: Int?

  /// Creates a space.
  ///
  /// - Parameters:
  ///   - upperBounds: The largest number for each task, at least two of them positive.
  ///   - rounding: Where the rounding to whole numbers happens.
  public init(upperBounds: [Int], rounding: Rounding = .afterSearch) {
    precondition(
      upperBounds.allSatisfy { $0 >= 0 } && upperBounds.count { $0 > 0 } >= 2,
      "bounds of at least 0, two of them positive, are expected, got \(upperBounds)")
    self.upperBounds = upperBounds
    self.rounding = rounding
    size =
      rounding == .inModel
      ? RatioCount.ofReduced(upperBounds: upperBounds) : RatioCount.ofAll(upperBounds: upperBounds)
  }

  /// Returns the space with 0...20 for the first task, the primary, and 0...5 for the others.
  ///
  /// The published ratios lie in these ranges.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks, at least two.
  ///   - rounding: Where the rounding to whole numbers happens; the paper's is after the search.
  public static func paper(tasks: Int, rounding: Rounding = .afterSearch) -> IntegerRatioSpace {
    IntegerRatioSpace(
      upperBounds: [20] + Array(repeating: 5, count: tasks - 1), rounding: rounding)
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

  /// Returns whether two ratios are equal, number by number or, if they are one point, as ratios.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool {
    canonical(left) == canonical(right)
  }

  // MARK: - Coordinates and features

  /// Returns each number as a share of its bound, in 0...1.
  public func coordinates(of point: [Double]) -> [Double] {
    zip(point, upperBounds).map { $1 == 0 ? 0 : $0 / Double($1) }
  }

  /// Returns the nearest whole numbers; where fewer than two are not zero, the largest of the others
  /// become one.
  public func point(at coordinates: [Double]) -> [Double] {
    let exact = zip(projected(coordinates), upperBounds).map { $0 * Double($1) }
    return canonical(withTwoTasks(exact.map { $0.rounded() }, exact: exact))
  }

  /// Returns the nearest coordinates in the unit cube.
  public func projected(_ coordinates: [Double]) -> [Double] {
    coordinates.map { min(max($0, 0), 1) }
  }

  /// Returns the coordinates, or the square roots of the shares that the rounded ratio gives.
  public func features(at coordinates: [Double]) -> [Double] {
    switch rounding {
    case .afterSearch: return coordinates
    case .inModel:
      let ratio = point(at: coordinates)
      let total = ratio.reduce(0, +)
      return ratio.map { ($0 / total).squareRoot() }
    }
  }

  /// Returns the gradient unchanged, or zeros where the features have steps.
  public func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double] {
    switch rounding {
    case .afterSearch: featureGradient
    case .inModel: featureGradient.map { _ in 0 }
    }
  }

  // MARK: - Draws

  /// One uniform number for each task.
  public var uniformCount: Int { upperBounds.count }

  /// Returns the ratio that uniform numbers make, one number after the other.
  ///
  /// Where equal ratios are one point, one that can be written in several ways is as likely as all of
  /// these together.
  public func point(fromUniform numbers: [Double]) -> [Double] {
    var tasks = 0
    let point = zip(numbers, upperBounds.indices).map { number, place in
      // How many ways there are to go on after a zero and after each other number.
      let rest = upperBounds[(place + 1)...]
      let afterZero = RatioCount.completions(rest, tasks: tasks)
      let afterOther = RatioCount.completions(rest, tasks: tasks + 1)
      let bound = Double(upperBounds[place])
      let goal = number * (afterZero + bound * afterOther)
      guard goal >= afterZero, bound > 0 else { return 0.0 }
      tasks += 1
      return min(1 + ((goal - afterZero) / afterOther).rounded(.down), bound)
    }
    return canonical(withTwoTasks(point, exact: numbers))
  }

  /// Draws a ratio, each as likely as any other; a number of draws that depends on the values.
  public func sample(using stream: RandomStream) -> [Double] {
    while true {
      let point = upperBounds.map { Double(stream.integer(below: $0 + 1)) }
      if point.count(where: { $0 > 0 }) >= 2, canonical(point) == point { return point }
    }
  }

  /// Returns independent uniform draws as the original did or, with the rounding inside the model, even
  /// points.
  public func design(count: Int, using stream: RandomStream) -> [[Double]] {
    guard rounding == .inModel else { return (0..<count).map { _ in sample(using: stream) } }
    var sequence = SobolSequence(dimension: uniformCount, using: stream)
    return (0..<count).map { _ in point(fromUniform: sequence.next()) }
  }

  /// Draws a ratio near another; a number of draws that depends on the values.
  ///
  /// With the rounding inside the model, the ratio is written with numbers as large as a draw says, of
  /// which those that would move by less than one move by one every other time: 2 : 1 has 19 : 10 for a
  /// neighbour.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    guard rounding == .inModel else {
      return normalNeighbour(of: point, within: distance, using: stream)
    }
    let reduced = canonical(point)
    let largest = zip(reduced, upperBounds).filter { $0.0 > 0 }.map { $1 / Int($0) }.min() ?? 1
    let multiple = Double(1 + stream.integer(below: max(largest, 1)))
    let moved = zip(reduced, upperBounds).map { number, bound in
      let steps = (stream.normal(standardDeviation: distance) * Double(bound)).rounded()
      return stepped(number * multiple, by: steps, within: 0...Double(bound), using: stream)
    }
    return canonical(withTwoTasks(moved, exact: reduced))
  }

  // MARK: - Ratios

  /// The ratio with the smallest numbers where equal ratios are one point, otherwise as it is.
  private func canonical(_ point: [Double]) -> [Double] {
    guard rounding == .inModel else { return point }
    let divisor = Double(greatestCommonDivisor(point.map { Int($0) }))
    return divisor > 1 ? point.map { $0 / divisor } : point
  }

  /// The numbers; where fewer than two are not zero, the largest of the others become one.
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

/// The largest number that divides all of some numbers; zero if all are zero.
private func greatestCommonDivisor(_ numbers: [Int]) -> Int {
  numbers.reduce(0) { divisor, number in
    var (a, b) = (divisor, number)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
