public import GSLNumerics

/// The points among which an optimiser looks.
///
/// A space has two encodings of a point. The *point* is what the caller sees and evaluates. Its
/// *coordinates* are numbers of about unit range in which distances make sense, a search can move
/// freely, and `projected` brings a stray back into the space. The model sees *features*, a smooth
/// function of the coordinates, or one with steps where points are whole numbers.
public protocol SearchSpace: Sendable {
  /// The number of numbers in a point, and of coordinates.
  var dimension: Int { get }

  /// The number of features.
  var featureCount: Int { get }

  /// The number of points that are not the same, or nil where they are uncountable or too many to
  /// count.
  var size: Int? { get }

  /// The same points with other features, among which an optimiser chooses by marginal likelihood.
  var encodings: [any SearchSpace] { get }

  /// Returns whether a point belongs to the space.
  func contains(_ point: [Double]) -> Bool

  /// Returns whether two points are the same for whoever evaluates them.
  func areSame(_ left: [Double], _ right: [Double]) -> Bool

  /// Returns the coordinates of a point, `[dimension]`.
  func coordinates(of point: [Double]) -> [Double]

  /// Returns the point at coordinates, projected and rounded so that it belongs to the space.
  func point(at coordinates: [Double]) -> [Double]

  /// Returns coordinates of the space near the given ones; the same if they are of the space.
  func projected(_ coordinates: [Double]) -> [Double]

  /// Returns the model's inputs at coordinates, `[featureCount]`.
  func features(at coordinates: [Double]) -> [Double]

  /// Returns the gradient with respect to the coordinates of what has the given gradient with
  /// respect to the features: the product with the transposed Jacobian of `features`.
  ///
  /// Zero along coordinates whose features have steps.
  func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double]

  /// How many uniform numbers make a point.
  var uniformCount: Int { get }

  /// Returns the point that numbers in 0...1 make, `[uniformCount]`.
  ///
  /// If they are uniform, each point is as likely as any other; if they are even, so are the points.
  func point(fromUniform numbers: [Double]) -> [Double]

  /// Draws a point, each as likely as any other.
  func sample(using stream: RandomStream) -> [Double]

  /// Draws a point for an acquisition's search to begin at; may favour the boundary, where optima
  /// often lie and a uniform sample never does.
  func exploratoryPoint(using stream: RandomStream) -> [Double]

  /// Draws a point near another.
  ///
  /// - Parameters:
  ///   - point: The other.
  ///   - distance: The standard deviation of each coordinate's change. Whole numbers may change by
  ///     one however small it is.
  func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double]

  /// Returns points that fill the space evenly.
  func design(count: Int, using stream: RandomStream) -> [[Double]]
}

extension SearchSpace {
  /// The space has no number of points.
  public var size: Int? { nil }

  /// The space itself and no other.
  public var encodings: [any SearchSpace] { [self] }

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

  /// Draws a point near another; one normal variate a coordinate.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    normalNeighbour(of: point, within: distance, using: stream)
  }

  /// Draws a point near another by a normal variate a coordinate.
  func normalNeighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    self.point(
      at: projected(
        coordinates(of: point).map { $0 + stream.normal(standardDeviation: distance) }))
  }
}
