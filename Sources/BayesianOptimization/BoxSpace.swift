public import GSLNumerics

/// Real numbers within bounds.
public struct BoxSpace: SearchSpace, Equatable {
  /// The bounds of each number, `[dimension]`.
  public let bounds: [ClosedRange<Double>]

  /// Creates a space.
  ///
  /// - Precondition: There are bounds, each of finite positive width.
  public init(_ bounds: [ClosedRange<Double>]) {
    precondition(
      !bounds.isEmpty
        && bounds.allSatisfy {
          $0.upperBound > $0.lowerBound && ($0.upperBound - $0.lowerBound).isFinite
        },
      "bounds of positive width are expected, got \(bounds)")
    self.bounds = bounds
  }

  /// The number of numbers in a point.
  public var dimension: Int { bounds.count }

  /// The features are the coordinates.
  public var featureCount: Int { bounds.count }

  /// Returns whether each number is within its bounds.
  public func contains(_ point: [Double]) -> Bool {
    point.count == dimension && zip(bounds, point).allSatisfy { $0.contains($1) }
  }

  /// Returns the place of each number between its bounds, in 0...1.
  public func coordinates(of point: [Double]) -> [Double] {
    zip(bounds, point).map { ($1 - $0.lowerBound) / ($0.upperBound - $0.lowerBound) }
  }

  /// Returns the point at coordinates, clamped to the bounds.
  public func point(at coordinates: [Double]) -> [Double] {
    zip(bounds, coordinates).map { bounds, place in
      let number = bounds.lowerBound + place * (bounds.upperBound - bounds.lowerBound)
      return min(max(number, bounds.lowerBound), bounds.upperBound)
    }
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

  /// Draws a point, uniformly; one draw a number.
  public func sample(using stream: RandomStream) -> [Double] {
    point(at: bounds.map { _ in stream.uniform() })
  }

  /// Returns shifted Sobol points; one draw a number for the shift.
  public func design(count: Int, using stream: RandomStream) -> [[Double]] {
    var sequence = SobolSequence(dimension: dimension, using: stream)
    return (0..<count).map { _ in point(at: sequence.next()) }
  }
}
