public import GSLNumerics

/// Numbers within bounds: real, logarithmic or whole.
///
/// The coordinates are the positions of the numbers between their bounds, in 0...1. The features of an
/// integer range are those of rounded coordinates. Follows Garrido-Merchán and Hernández-Lobato (2020)
/// <https://arxiv.org/abs/1805.03463>; differs in the search over integers, whose gradient is zero, by
/// neighbours of good points.
public struct BoxSpace: SearchSpace, Equatable {
  /// The range of each number, `[dimension]`.
  public let dimensions: [Dimension]

  /// Creates a space from a user's ranges.
  ///
  /// - Throws: `SearchSpaceError.noDimensions` when there is none.
  public init(dimensions: [Dimension]) throws(SearchSpaceError) {
    guard !dimensions.isEmpty else { throw .noDimensions }
    self.dimensions = dimensions
  }

  /// Creates a space.
  ///
  /// - Precondition: There is a range.
  public init(_ dimensions: [Dimension]) {
    precondition(!dimensions.isEmpty, "at least one range is expected")
    self.dimensions = dimensions
  }

  /// Creates a space of real numbers.
  ///
  /// - Precondition: There are bounds, each of finite positive width.
  public init(_ bounds: [ClosedRange<Double>]) {
    self.init(bounds.map(Dimension.real))
  }

  /// The bounds of each number, `[dimension]`.
  public var bounds: [ClosedRange<Double>] { dimensions.map { $0.lower...$0.upper } }

  /// The number of numbers in a point.
  public var dimension: Int { dimensions.count }

  /// One feature a number.
  public var featureCount: Int { dimensions.count }

  /// The number of points where all numbers are whole, or nil if it is beyond the largest integer.
  public var size: Int? {
    var product = 1
    for dimension in dimensions {
      guard dimension.kind == .integer else { return nil }
      let (value, overflow) = product.multipliedReportingOverflow(by: Int(dimension.steps))
      guard !overflow else { return nil }
      product = value
    }
    return product
  }

  /// Returns whether each number is within its bounds, and whole in an integer range.
  public func contains(_ point: [Double]) -> Bool {
    point.count == dimension && zip(dimensions, point).allSatisfy { $0.contains($1) }
  }

  /// Returns whether two points have the same whole numbers and other positions within a millionth.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool {
    zip(dimensions, zip(left, right)).allSatisfy { dimension, pair in
      dimension.kind == .integer
        ? pair.0 == pair.1
        : abs(dimension.position(of: pair.0) - dimension.position(of: pair.1)) <= 1e-6
    }
  }

  /// Returns the position of each number between its bounds, in 0...1.
  public func coordinates(of point: [Double]) -> [Double] {
    zip(dimensions, point).map { $0.position(of: $1) }
  }

  /// Returns the point at coordinates, clamped to the bounds, which are reached exactly.
  public func point(at coordinates: [Double]) -> [Double] {
    zip(dimensions, coordinates).map { $0.number(at: $1) }
  }

  /// Returns the nearest coordinates in the unit cube.
  public func projected(_ coordinates: [Double]) -> [Double] {
    coordinates.map { min(max($0, 0), 1) }
  }

  /// Returns the coordinates, those of whole numbers in equal steps from 0 to 1.
  public func features(at coordinates: [Double]) -> [Double] {
    zip(dimensions, coordinates).map { $0.feature(at: $1) }
  }

  /// Returns the gradient, with zeros for whole numbers.
  public func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double] {
    zip(dimensions, featureGradient).map { $0.kind == .integer ? 0 : $1 }
  }

  /// One uniform number for each number.
  public var uniformCount: Int { dimensions.count }

  /// Returns the point at coordinates; uniform in the logarithm where the range is logarithmic.
  public func point(fromUniform numbers: [Double]) -> [Double] {
    point(at: numbers)
  }

  /// Draws a point near another; a number of draws that depends on the values.
  ///
  /// A whole number whose step rounds to zero moves by one with probability one half.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    zip(dimensions, point).map { dimension, number in
      let move = stream.normal(standardDeviation: distance)
      guard dimension.kind == .integer else {
        return dimension.number(at: dimension.position(of: number) + move)
      }
      let steps = (move * dimension.steps).rounded()
      return stepped(
        number, by: steps, within: dimension.lower...dimension.upper, using: stream)
    }
  }
}

/// Moves a whole number by some steps; by one with probability one half if there are none.
///
/// A move beyond a bound ends on it; one from a bound outwards goes inwards.
func stepped(
  _ number: Double, by steps: Double, within bounds: ClosedRange<Double>,
  using stream: RandomStream
) -> Double {
  var steps = steps
  if steps == 0, stream.bernoulli(0.5) { steps = stream.bernoulli(0.5) ? 1 : -1 }
  let goal = min(max(number + steps, bounds.lowerBound), bounds.upperBound)
  guard goal == number, steps != 0 else { return goal }
  return min(max(number - steps, bounds.lowerBound), bounds.upperBound)
}
