public import GSLNumerics

/// Weights that are not negative and sum to one: mixtures.
///
/// The coordinates are the square roots of the weights, points of the unit sphere, whose distances are
/// Hellinger's between mixtures. There the slope at a face is finite, so that a search reaches weights
/// of exactly zero, and a step near a face moves a small weight as far as it deserves. Ours.
public struct SimplexSpace: SearchSpace, Equatable {
  /// What the model sees of a mixture.
  public enum Features: Equatable, Sendable, Codable {
    /// The square roots of the weights.
    case squareRoot

    /// The logarithms of the weights, with a hundredth added so that zero has one, scaled to 0...1.
    ///
    /// For a stationary kernel the differences are log ratios.
    case logRatio
  }

  /// The number of weights.
  public let count: Int

  /// What the model sees of a mixture.
  public let features: Features

  private static let logOffset = 0.01
  private static let leastWeight = 1e-4

  /// Creates a space.
  ///
  /// - Parameters:
  ///   - count: The number of weights, at least two.
  ///   - features: What the model sees of a mixture.
  public init(count: Int, features: Features = .squareRoot) {
    precondition(count >= 2, "at least two weights are expected, got \(count)")
    self.count = count
    self.features = features
  }

  /// The number of weights.
  public var dimension: Int { count }

  /// One feature a weight.
  public var featureCount: Int { count }

  /// Returns whether the weights are not negative and sum to one, within a billionth.
  public func contains(_ point: [Double]) -> Bool {
    point.count == count && point.allSatisfy { $0 >= 0 }
      && abs(point.reduce(0, +) - 1) <= 1e-9
  }

  /// Returns the square roots of the weights.
  public func coordinates(of point: [Double]) -> [Double] {
    point.map { $0.squareRoot() }
  }

  /// Returns the mixture at coordinates; a weight below one in ten thousand becomes zero.
  ///
  /// No training run notices so little. A climb towards a face whose slope fades ends on it.
  public func point(at coordinates: [Double]) -> [Double] {
    let squares = projected(coordinates).map { $0 * $0 < Self.leastWeight ? 0 : $0 * $0 }
    let total = squares.reduce(0, +)
    return squares.map { $0 / total }
  }

  /// Returns the nearest point of the part of the unit sphere without negative coordinates.
  public func projected(_ coordinates: [Double]) -> [Double] {
    let positive = coordinates.map { max($0, 0) }
    let length = dot(positive, positive).squareRoot()
    guard length == 0 else { return positive.map { $0 / length } }
    let largest = coordinates.indices.max { coordinates[$0] < coordinates[$1] }
    return coordinates.indices.map { $0 == largest ? 1 : 0 }
  }

  /// Returns the model's inputs for coordinates on the sphere.
  public func features(at coordinates: [Double]) -> [Double] {
    switch features {
    case .squareRoot: coordinates
    case .logRatio:
      coordinates.map {
        log(($0 * $0 + Self.logOffset) / Self.logOffset) / log(1 / Self.logOffset + 1)
      }
    }
  }

  /// Returns the gradient along the sphere.
  public func pulledBack(_ featureGradient: [Double], at coordinates: [Double]) -> [Double] {
    let gradient =
      switch features {
      case .squareRoot: featureGradient
      case .logRatio:
        zip(featureGradient, coordinates).map {
          $0 * 2 * $1 / ($1 * $1 + Self.logOffset) / log(1 / Self.logOffset + 1)
        }
      }
    let radial = dot(gradient, coordinates)
    return zip(gradient, coordinates).map { $0 - radial * $1 }
  }

  /// Draws a mixture, uniformly: from the Dirichlet distribution of ones.
  public func sample(using stream: RandomStream) -> [Double] {
    stream.dirichlet(Array(repeating: 1, count: count))
  }

  /// Draws a mixture, every other time on a random face, uniformly there.
  public func exploratoryPoint(using stream: RandomStream) -> [Double] {
    guard stream.bernoulli(0.5) else { return sample(using: stream) }
    let members = stream.permutation(count).prefix(1 + stream.integer(below: count - 1))
    let weights =
      members.count == 1
      ? [1] : stream.dirichlet(Array(repeating: 1, count: members.count))
    var point = [Double](repeating: 0, count: count)
    for (member, weight) in zip(members, weights) { point[member] = weight }
    return point
  }

  /// Returns shifted Sobol points mapped to the simplex, each uniform on its own.
  ///
  /// Breaks a stick: with *m* weights to come, a share 1 − (1 − u)^(1/*m*) of what is left is next,
  /// the quantile of Beta(1, *m*).
  public func design(count: Int, using stream: RandomStream) -> [[Double]] {
    var sequence = SobolSequence(dimension: self.count - 1, using: stream)
    return (0..<count).map { _ in
      var left = 1.0
      var weights = sequence.next().enumerated().map { place, u in
        let kept = exp(log1p(-u) / Double(self.count - 1 - place))
        defer { left *= kept }
        return left * (1 - kept)
      }
      weights.append(left)
      return weights
    }
  }
}
