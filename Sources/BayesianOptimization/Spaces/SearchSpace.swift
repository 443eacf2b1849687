public import GSLNumerics
public import GaussianProcesses

/// A space of points to search.
///
/// A *point* is what the caller evaluates. Its *coordinates*, of about unit range, are what the acquisition
/// function is maximised over; `projected` brings coordinates back into the space. Its *features* are the
/// model's inputs: a smooth function of the coordinates, or a step function for whole numbers.
public protocol SearchSpace: Sendable {
  /// The number of numbers in a point, and of coordinates.
  var dimension: Int { get }

  /// The number of features.
  var featureCount: Int { get }

  /// The number of distinct points; nil if infinite or too large to count.
  var size: Int? { get }

  /// The space with other features, among which an optimiser chooses by marginal likelihood.
  var encodings: [any SearchSpace] { get }

  /// The prior of the length scale of each feature, `[featureCount]`.
  var lengthScalePriors: [LogNormalPrior] { get }

  /// Returns whether a point belongs to the space.
  func contains(_ point: [Double]) -> Bool

  /// Returns whether a point of the space may be suggested and recommended; others may only be told.
  func admits(_ point: [Double]) -> Bool

  /// Returns whether two points are the same to an evaluation.
  func areSame(_ left: [Double], _ right: [Double]) -> Bool

  /// Returns the coordinates of a point, `[dimension]`.
  func coordinates(of point: [Double]) -> [Double]

  /// Returns the point at coordinates, projected and rounded so that it belongs to the space.
  func point(at coordinates: [Double]) -> [Double]

  /// Returns coordinates of the space near the given ones; unchanged if they belong to the space.
  func projected(_ coordinates: [Double]) -> [Double]

  /// Returns the model's inputs at coordinates, `[featureCount]`.
  func features(at coordinates: [Double]) -> [Double]

  /// Returns the gradient by the coordinates for a gradient by the features: its product with the
  /// transposed Jacobian of `features`.
  ///
  /// Zero along coordinates whose features are step functions.
  func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double]

  /// The number of uniform numbers for a point.
  var uniformCount: Int { get }

  /// Returns the point for numbers in 0...1, `[uniformCount]`.
  ///
  /// Uniform numbers give uniform points; low-discrepancy numbers give low-discrepancy points.
  func point(fromUniform numbers: [Double]) -> [Double]

  /// Draws a point uniformly.
  func sample(using stream: RandomStream) -> [Double]

  /// Draws a candidate for the search of an acquisition function.
  ///
  /// It may favour the boundary, where optima often lie and uniform draws never do.
  func exploratoryPoint(using stream: RandomStream) -> [Double]

  /// Draws a point near another.
  ///
  /// - Parameters:
  ///   - point: The other.
  ///   - distance: The standard deviation of each coordinate's change; whole numbers may change by one
  ///     for any distance.
  ///   - stream: The source of the change.
  func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double]

  /// Returns a space-filling design.
  func design(count: Int, using stream: RandomStream) -> [[Double]]
}

extension SearchSpace {
  /// Nil: the space is infinite.
  public var size: Int? { nil }

  /// True: all points may be suggested.
  public func admits(_ point: [Double]) -> Bool { true }

  /// The space itself alone.
  public var encodings: [any SearchSpace] { [self] }

  /// The prior for points anywhere in the unit cube of the features.
  public var lengthScalePriors: [LogNormalPrior] {
    Array(repeating: .lengthScale(dimension: featureCount), count: featureCount)
  }

  /// Draws a point uniformly; `uniformCount` draws.
  public func sample(using stream: RandomStream) -> [Double] {
    point(fromUniform: (0..<uniformCount).map { _ in stream.uniform() })
  }

  /// Draws a point uniformly.
  public func exploratoryPoint(using stream: RandomStream) -> [Double] {
    sample(using: stream)
  }

  /// Returns shifted Sobol points; `uniformCount` draws for the shift.
  public func design(count: Int, using stream: RandomStream) -> [[Double]] {
    var sequence = SobolSequence(dimension: uniformCount, using: stream)
    return (0..<count).map { _ in point(fromUniform: sequence.next()) }
  }

  /// Returns the model's inputs at a point, `[featureCount]`.
  public func features(of point: [Double]) -> [Double] {
    features(at: coordinates(of: point))
  }

  /// Returns whether two points are the same, within a millionth.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool {
    zip(left, right).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, abs($0)) }
  }

  /// Draws a point near another; one normal variate per coordinate.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    normalNeighbour(of: point, within: distance, using: stream)
  }

  /// Draws a point near another; one normal variate per coordinate.
  func normalNeighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    self.point(
      at: projected(
        coordinates(of: point).map { $0 + stream.normal(standardDeviation: distance) }))
  }
}
