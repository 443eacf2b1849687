public import GSLNumerics
public import GaussianProcesses

/// The product of several spaces, such as a mixture and a learning rate.
///
/// Points, coordinates and features are those of the parts, one after the other.
public struct ProductSpace: SearchSpace {
  /// The spaces.
  public let parts: [any SearchSpace]

  /// The number of numbers in a point.
  public let dimension: Int

  /// The number of the parts' features.
  public let featureCount: Int

  /// The number of uniform numbers for a point.
  public let uniformCount: Int

  /// Creates the space of all combinations.
  ///
  /// - Precondition: There is a part.
  public init(parts: [any SearchSpace]) {
    precondition(!parts.isEmpty, "at least one part is expected")
    self.parts = parts
    dimension = parts.reduce(0) { $0 + $1.dimension }
    featureCount = parts.reduce(0) { $0 + $1.featureCount }
    uniformCount = parts.reduce(0) { $0 + $1.uniformCount }
  }

  /// The product of the parts' sizes; nil if a part has none, or beyond the largest integer.
  public var size: Int? {
    var product = 1
    for part in parts {
      guard let size = part.size else { return nil }
      let (value, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      product = value
    }
    return product
  }

  /// All products of the parts' encodings.
  public var encodings: [any SearchSpace] {
    var combinations: [[any SearchSpace]] = [[]]
    for part in parts {
      combinations = combinations.flatMap { begun in part.encodings.map { begun + [$0] } }
    }
    return combinations.map(ProductSpace.init(parts:))
  }

  /// The priors of the parts.
  public var lengthScalePriors: [LogNormalPrior] { parts.flatMap(\.lengthScalePriors) }

  /// Returns the parts of a point, each a point of its space.
  public func split(_ point: [Double]) -> [[Double]] {
    split(point, by: \.dimension)
  }

  /// Returns whether each part of the point belongs to its space.
  public func contains(_ point: [Double]) -> Bool {
    point.count == dimension && zip(parts, split(point)).allSatisfy { $0.contains($1) }
  }

  /// Returns whether all parts of two points are the same.
  public func areSame(_ left: [Double], _ right: [Double]) -> Bool {
    zip(parts, zip(split(left), split(right))).allSatisfy { $0.areSame($1.0, $1.1) }
  }

  /// Returns the coordinates of the parts.
  public func coordinates(of point: [Double]) -> [Double] {
    zip(parts, split(point)).flatMap { $0.coordinates(of: $1) }
  }

  /// Returns the points at the parts' coordinates.
  public func point(at coordinates: [Double]) -> [Double] {
    zip(parts, split(coordinates)).flatMap { $0.point(at: $1) }
  }

  /// Returns the parts' coordinates, each projected into its space.
  public func projected(_ coordinates: [Double]) -> [Double] {
    zip(parts, split(coordinates)).flatMap { $0.projected($1) }
  }

  /// Returns the features of the parts.
  public func features(at coordinates: [Double]) -> [Double] {
    zip(parts, split(coordinates)).flatMap { $0.features(at: $1) }
  }

  /// Returns the gradients of the parts.
  public func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double] {
    let gradients = split(featureGradient, by: \.featureCount)
    return zip(parts, zip(gradients, split(coordinates))).flatMap { $0.pulledBack($1.0, at: $1.1) }
  }

  /// Returns the points of the parts for their shares of the numbers.
  public func point(fromUniform numbers: [Double]) -> [Double] {
    zip(parts, split(numbers, by: \.uniformCount)).flatMap { $0.point(fromUniform: $1) }
  }

  /// Draws a point of each part, uniformly.
  public func sample(using stream: RandomStream) -> [Double] {
    parts.flatMap { $0.sample(using: stream) }
  }

  /// Draws an exploratory point of each part.
  public func exploratoryPoint(using stream: RandomStream) -> [Double] {
    parts.flatMap { $0.exploratoryPoint(using: stream) }
  }

  /// Draws a neighbour in each part.
  public func neighbour(
    of point: [Double], within distance: Double, using stream: RandomStream
  ) -> [Double] {
    zip(parts, split(point)).flatMap { $0.neighbour(of: $1, within: distance, using: stream) }
  }

  private func split(
    _ numbers: [Double], by count: (any SearchSpace) -> Int = \.dimension
  ) -> [[Double]] {
    var start = 0
    return parts.map { part in
      defer { start += count(part) }
      return Array(numbers[start..<start + count(part)])
    }
  }
}
