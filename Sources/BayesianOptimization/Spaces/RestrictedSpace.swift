public import GSLNumerics
public import GaussianProcesses

/// A part of a space in which points are suggested and recommended, while those of the whole space may be told.
///
/// Runs of the past may violate today's caps, or be shorter, and still tell about the objective. The model is that of the
/// whole space.
public struct RestrictedSpace: SearchSpace {
  /// The space of the points that may be told.
  public let whole: any SearchSpace

  /// The space of the points that may be suggested, with the coordinates of the whole one.
  public let part: any SearchSpace

  /// Creates a restriction.
  ///
  /// - Precondition: The spaces have the same dimension and the same number of encodings.
  public init(_ whole: any SearchSpace, to part: any SearchSpace) {
    precondition(
      whole.dimension == part.dimension && whole.encodings.count == part.encodings.count,
      "a part of the space is expected, got \(part.dimension) of \(whole.dimension) dimensions")
    self.whole = whole
    self.part = part
  }

  /// Creates the space of points with the scales of their evaluations behind them, suggested at one scale.
  ///
  /// Evaluations at a small scale rank points much as those at a large one do: the scales fill a quarter of their range,
  /// so that prior length scales are long beside it.
  ///
  /// - Parameters:
  ///   - space: The space of all points.
  ///   - part: The space of those that may be suggested.
  ///   - scales: The scales of evaluations, `[evaluations][scales]`, positive and not all equal.
  ///   - target: The scale of what is suggested, `[scales]`.
  public init(
    _ space: any SearchSpace, to part: any SearchSpace, scales: [[Double]], at target: [Double]
  ) {
    let ranges = target.indices.map { index in
      let logarithms = (scales + [target]).map { log($0[index]) }
      let (low, high) = (logarithms.min() ?? 0, logarithms.max() ?? 1)
      let margin = 1.5 * (high - low)
      return BoxSpace.Dimension.logarithmic(exp(low - margin)...exp(high + margin))
    }
    let box = BoxSpace(ranges)
    self.init(
      ProductSpace(parts: [space, box]),
      to: ProductSpace(parts: [part, PointSpace(target, of: box)]))
  }

  /// The number of numbers in a point.
  public var dimension: Int { whole.dimension }

  /// The number of features of the whole space.
  public var featureCount: Int { whole.featureCount }

  /// The number of points that may be suggested.
  public var size: Int? { part.size }

  /// The restrictions of the whole space's encodings.
  public var encodings: [any SearchSpace] {
    zip(whole.encodings, part.encodings).map { RestrictedSpace($0, to: $1) }
  }

  /// The priors of the whole space.
  public var lengthScalePriors: [LogNormalPrior] { whole.lengthScalePriors }

  /// Returns whether a point belongs to the whole space.
  public func contains(_ point: [Double]) -> Bool { whole.contains(point) }

  /// Returns whether a point belongs to the part.
  public func admits(_ point: [Double]) -> Bool { part.contains(point) }

  /// Returns whether two points are the same to an evaluation.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool { whole.areSame(left, right) }

  /// Returns the coordinates of a point.
  public func coordinates(of point: [Double]) -> [Double] { whole.coordinates(of: point) }

  /// Returns the point of the part at coordinates.
  public func point(at coordinates: [Double]) -> [Double] { part.point(at: coordinates) }

  /// Returns coordinates of the part.
  public func projected(_ coordinates: [Double]) -> [Double] { part.projected(coordinates) }

  /// Returns the features of the whole space.
  public func features(at coordinates: [Double]) -> [Double] { whole.features(at: coordinates) }

  /// Returns the gradient within the part.
  public func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double] {
    part.pulledBack(featureGradient, at: coordinates)
  }

  /// The number of uniform numbers for a point of the part.
  public var uniformCount: Int { part.uniformCount }

  /// Returns the point of the part for uniform numbers.
  public func point(fromUniform numbers: [Double]) -> [Double] { part.point(fromUniform: numbers) }

  /// Draws a point of the part uniformly.
  public func sample(using stream: RandomStream) -> [Double] { part.sample(using: stream) }

  /// Draws an exploratory point of the part.
  public func exploratoryPoint(using stream: RandomStream) -> [Double] {
    part.exploratoryPoint(using: stream)
  }

  /// Draws a point of the part near another, which may be outside of it.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    part.neighbour(of: point, within: distance, using: stream)
  }

  /// Returns a design of the part.
  public func design(count: Int, using stream: RandomStream) -> [[Double]] {
    part.design(count: count, using: stream)
  }
}

/// The one point of a space whose numbers are all fixed, such as the full length of training.
public struct PointSpace: SearchSpace {
  /// The point.
  public let point: [Double]

  private let space: any SearchSpace

  /// Creates the space of one point of another space.
  ///
  /// - Precondition: The point is in the space.
  public init(_ point: [Double], of space: any SearchSpace) {
    precondition(space.contains(point), "a point of the space is expected, got \(point)")
    self.point = point
    self.space = space
  }

  /// The number of numbers in the point.
  public var dimension: Int { space.dimension }

  /// The number of features of the other space.
  public var featureCount: Int { space.featureCount }

  /// One.
  public var size: Int? { 1 }

  /// The point with the other space's encodings.
  public var encodings: [any SearchSpace] {
    space.encodings.map { PointSpace(point, of: $0) }
  }

  /// The priors of the other space.
  public var lengthScalePriors: [LogNormalPrior] { space.lengthScalePriors }

  /// Returns whether a point is this one.
  public func contains(_ point: [Double]) -> Bool {
    point.count == dimension && space.areSame(point, self.point)
  }

  /// Returns whether two points are the same.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool { space.areSame(left, right) }

  /// Returns the coordinates of a point of the other space.
  public func coordinates(of point: [Double]) -> [Double] { space.coordinates(of: point) }

  /// Returns the point.
  public func point(at coordinates: [Double]) -> [Double] { point }

  /// Returns the coordinates of the point.
  public func projected(_ coordinates: [Double]) -> [Double] { space.coordinates(of: point) }

  /// Returns the features of the other space.
  public func features(at coordinates: [Double]) -> [Double] { space.features(at: coordinates) }

  /// Returns zeros: the point does not move.
  public func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double] {
    coordinates.map { _ in 0 }
  }

  /// Zero.
  public var uniformCount: Int { 0 }

  /// Returns the point.
  public func point(fromUniform numbers: [Double]) -> [Double] { point }

  /// Returns the point; draws nothing.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] { self.point }
}
