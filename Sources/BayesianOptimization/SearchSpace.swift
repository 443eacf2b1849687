public import GSLNumerics

/// The points among which an optimiser looks.
///
/// A space has two views of a point. The *point* is what the caller sees and evaluates. Its
/// *coordinates* are numbers of about unit range in which distances make sense, a search can move
/// freely, and `projected` brings a stray back into the space. The model sees *features*, a smooth
/// function of the coordinates.
public protocol SearchSpace: Sendable {
  /// The number of numbers in a point.
  var dimension: Int { get }

  /// The number of features.
  var featureCount: Int { get }

  /// The number of points, or nil where they are uncountable or too many to count.
  var size: Int? { get }

  /// Returns whether a point belongs to the space.
  func contains(_ point: [Double]) -> Bool

  /// Returns the coordinates of a point.
  func coordinates(of point: [Double]) -> [Double]

  /// Returns the point at coordinates, projected and rounded so that it belongs to the space.
  func point(at coordinates: [Double]) -> [Double]

  /// Returns coordinates of the space near the given ones; the same if they are of the space.
  func projected(_ coordinates: [Double]) -> [Double]

  /// Returns the model's inputs at coordinates, `[featureCount]`.
  func features(at coordinates: [Double]) -> [Double]

  /// Returns the gradient with respect to the coordinates of what has the given gradient with
  /// respect to the features: the product with the transposed Jacobian of `features`.
  func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double]

  /// Draws a point, each as likely as any other.
  func sample(using stream: RandomStream) -> [Double]

  /// Draws a point for an acquisition's search to begin at; may favour the boundary, where optima
  /// often lie and a uniform sample never does.
  func exploratoryPoint(using stream: RandomStream) -> [Double]

  /// Returns points that fill the space evenly.
  func design(count: Int, using stream: RandomStream) -> [[Double]]
}

extension SearchSpace {
  /// The space has no number of points.
  public var size: Int? { nil }

  /// Draws a point uniformly.
  public func exploratoryPoint(using stream: RandomStream) -> [Double] {
    sample(using: stream)
  }

  /// Returns the model's inputs at a point, `[featureCount]`.
  public func features(of point: [Double]) -> [Double] {
    features(at: coordinates(of: point))
  }

  /// Returns whether two points are the same, within a millionth.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool {
    zip(left, right).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, abs($0)) }
  }

  /// Draws a point near another; one normal variate a coordinate.
  ///
  /// - Parameters:
  ///   - point: The other.
  ///   - distance: The standard deviation of each coordinate's change.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    self.point(
      at: projected(
        coordinates(of: point).map { $0 + stream.normal(standardDeviation: distance) }))
  }
}
