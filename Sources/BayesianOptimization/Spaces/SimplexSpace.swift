public import GSLNumerics
public import GaussianProcesses

/// Weights that sum to one, each between a floor and a cap: mixtures.
///
/// The coordinates are the square roots of the weights, points of the unit sphere, whose distances are
/// Hellinger's between mixtures. The gradient at a face is finite there, so that a search reaches weights
/// of exactly zero, and steps near a face are small in the weights. Ours.
public struct SimplexSpace: SearchSpace, Equatable {
  /// The model's inputs for a mixture.
  public enum Features: String, CaseIterable, Sendable, Codable {
    /// The square roots of the weights.
    case squareRoot = "square_root"

    /// The logarithms of the weights plus a hundredth, which keeps them finite, scaled to 0...1.
    ///
    /// For a stationary kernel the differences are log ratios.
    case logRatio = "log_ratio"

    /// The weights themselves.
    case proportion
  }

  /// The number of weights.
  public let count: Int

  /// The least value of each weight, `[count]`.
  public let floors: [Double]

  /// The largest value of each weight, one without a cap, `[count]`.
  public let caps: [Double]

  /// The model's inputs for a mixture.
  public let features: Features

  /// Whether an optimiser may choose other features.
  public let choosesFeatures: Bool

  /// What the floors leave.
  private let room: Double

  /// The sampler of the weights above the floors; nil if no cap can be reached.
  private let surplus: HitAndRun?

  private static let logOffset = 0.01
  private static let leastWeight = 1e-4

  /// Creates the space of all mixtures.
  ///
  /// - Parameters:
  ///   - count: The number of weights, at least two.
  ///   - features: The model's inputs for a mixture; nil to let an optimiser choose.
  public init(count: Int, features: Features? = nil) {
    precondition(count >= 2, "at least two weights are expected, got \(count)")
    self.init(
      valid: Array(repeating: 0, count: count), caps: Array(repeating: 1, count: count),
      features: features)
  }

  /// Creates the space of mixtures with a user's floor and caps.
  ///
  /// - Parameters:
  ///   - count: The number of weights, at least two.
  ///   - floor: The least value of each weight, in 0...1/`count`.
  ///   - caps: The largest value of each weight, `[count]`, at least the floor and in sum at least one,
  ///     within a billionth; nil for none.
  ///   - features: The model's inputs for a mixture; nil to let an optimiser choose.
  /// - Throws: `SearchSpaceError` when there is no such mixture.
  public init(
    count: Int, floor: Double, caps: [Double]? = nil, features: Features? = nil
  ) throws(SearchSpaceError) {
    guard count >= 2 else { throw .tooFewWeights(count: count) }
    guard floor >= 0, floor * Double(count) <= 1 + 1e-9 else {
      throw .impossibleFloor(floor, count: count)
    }
    try self.init(
      floors: Array(repeating: min(floor, 1 / Double(count)), count: count), caps: caps,
      features: features)
  }

  /// Creates the space of mixtures with a floor for each weight.
  ///
  /// - Parameters:
  ///   - floors: The least value of each weight, at least two, not negative and in sum at most one, within a billionth.
  ///   - caps: The largest value of each weight, at least its floor and in sum at least one, within a billionth; nil for
  ///     none.
  ///   - features: The model's inputs for a mixture; nil to let an optimiser choose.
  /// - Throws: `SearchSpaceError` when there is no such mixture.
  public init(
    floors: [Double], caps: [Double]? = nil, features: Features? = nil
  ) throws(SearchSpaceError) {
    let count = floors.count
    guard count >= 2 else { throw .tooFewWeights(count: count) }
    let least = floors.reduce(0, +)
    guard floors.allSatisfy({ $0 >= 0 }), least <= 1 + 1e-9 else {
      throw .floorsTooLarge(total: least)
    }
    let caps = caps ?? Array(repeating: 1, count: count)
    guard caps.count == count else { throw .wrongNumberOfCaps(caps.count, count: count) }
    for (index, (cap, floor)) in zip(caps, floors).enumerated() {
      // Written so that a cap that is not a number fails.
      guard cap >= floor else { throw .capBelowFloor(index: index, cap: cap, floor: floor) }
    }
    let total = caps.reduce(0, +)
    guard total >= 1 - 1e-9 else { throw .capsTooSmall(total: total) }
    self.init(
      valid: least > 1 ? floors.map { $0 / least } : floors, caps: caps.map { min($0, 1) },
      features: features)
  }

  private init(valid floors: [Double], caps: [Double], features: Features?) {
    count = caps.count
    self.floors = floors
    self.caps = caps
    self.features = features ?? .squareRoot
    choosesFeatures = features == nil
    room = max(1 - floors.reduce(0, +), 0)
    let rooms = zip(caps, floors).map { max($0 - $1, 0) }
    surplus =
      rooms.contains { [room] in $0 < room * (1 - 1e-12) }
      ? HitAndRun(caps: rooms, total: room) : nil
  }

  private init(_ other: SimplexSpace, features: Features) {
    (count, floors, caps) = (other.count, other.floors, other.caps)
    (room, surplus) = (other.room, other.surplus)
    self.features = features
    choosesFeatures = false
  }

  /// The number of weights.
  public var dimension: Int { count }

  /// One feature a weight.
  public var featureCount: Int { count }

  /// The space with each kind of features, or with the given one.
  public var encodings: [any SearchSpace] {
    choosesFeatures ? Features.allCases.map { SimplexSpace(self, features: $0) } : [self]
  }

  /// Priors with the mode 0.8 √`count` and a deviation of 0.5 of the logarithm.
  ///
  /// Losses change smoothly with mixtures, and there are seldom many runs for each weight. Ours;
  /// `docs/benchmarks.md` has the measurements.
  public var lengthScalePriors: [LogNormalPrior] {
    let (mode, scale) = (0.8 * Double(count).squareRoot(), 0.5)
    let prior = LogNormalPrior(location: log(mode) + scale * scale, scale: scale)
    return Array(repeating: prior, count: count)
  }

  /// Returns whether the weights keep the floors and the caps and sum to one, each within a billionth,
  /// and none is negative.
  public func contains(_ point: [Double]) -> Bool {
    point.count == count
      && point.indices.allSatisfy {
        point[$0] >= max(floors[$0] - 1e-9, 0) && point[$0] <= caps[$0] + 1e-9
      }
      && abs(point.reduce(0, +) - 1) <= 1e-9
  }

  // MARK: - Coordinates

  /// Returns the square roots of the weights.
  public func coordinates(of point: [Double]) -> [Double] {
    point.map { $0.squareRoot() }
  }

  /// Returns the mixture at coordinates; without its floor, a weight below one in ten thousand becomes
  /// zero if the others' caps can make up for it.
  ///
  /// So small a weight has no effect on training, and an ascent towards a face then ends on it.
  public func point(at coordinates: [Double]) -> [Double] {
    let point = weights(at: coordinates)
    let isTiny = zip(point, floors).map { $1 == 0 && $0 < Self.leastWeight }
    guard point.indices.contains(where: { isTiny[$0] && point[$0] > 0 }) else { return point }
    let reach = point.indices.reduce(0) { isTiny[$1] ? $0 : $0 + caps[$1] }
    guard reach >= 1 else { return point }
    return weights(
      proportionalTo: zip(point, isTiny).map { $1 ? 0 : $0 }, preferring: point)
  }

  /// Returns the nearest point of the unit sphere whose squares are weights of the space; a near one if
  /// the caps of the positive coordinates sum to less than one.
  public func projected(_ coordinates: [Double]) -> [Double] {
    weights(at: coordinates).map { $0.squareRoot() }
  }

  private func weights(at coordinates: [Double]) -> [Double] {
    let largest = coordinates.reduce(0) { max($0, $1) }
    let squares = coordinates.map {
      // Ratios below 1e-100 are zero, so that no square is subnormal.
      largest > 0 && $0 > 1e-100 * largest ? ($0 / largest) * ($0 / largest) : 0
    }
    return weights(proportionalTo: squares, preferring: coordinates)
  }

  /// Returns weights proportional to shares, clipped to the floors and the caps; the rest goes to the most
  /// preferred zero shares.
  private func weights(proportionalTo shares: [Double], preferring order: [Double]) -> [Double] {
    var weights =
      ProportionalShares(shares: shares, floors: floors, caps: caps).weights
    var missing = 1 - weights.reduce(0, +)
    guard missing > 1e-12 else { return weights }
    let others = shares.indices.filter { shares[$0] == 0 }
    for index in others.sorted(by: { (order[$0], $1) > (order[$1], $0) }) where missing > 0 {
      let gain = min(missing, caps[index] - weights[index])
      weights[index] += gain
      missing -= gain
    }
    return weights
  }

  // MARK: - Features

  /// Returns the model's inputs for coordinates on the sphere.
  public func features(at coordinates: [Double]) -> [Double] {
    switch features {
    case .squareRoot: coordinates
    case .proportion: coordinates.map { $0 * $0 }
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
      case .proportion: zip(featureGradient, coordinates).map { 2 * $0 * $1 }
      case .logRatio:
        zip(featureGradient, coordinates).map {
          $0 * 2 * $1 / ($1 * $1 + Self.logOffset) / log(1 / Self.logOffset + 1)
        }
      }
    let radial = dot(gradient, coordinates)
    return zip(gradient, coordinates).map { $0 - radial * $1 }
  }

  // MARK: - Draws

  /// One number less than there are weights.
  public var uniformCount: Int { count - 1 }

  /// Returns the mixture for uniform numbers.
  ///
  /// Without reachable caps by stick-breaking: with *m* weights to come, the next is the share
  /// 1 − (1 − u)^(1/*m*) of the rest, the quantile of Beta(1, *m*). Otherwise the numbers seed a
  /// hit-and-run sampler.
  public func point(fromUniform numbers: [Double]) -> [Double] {
    if let surplus { return raised(surplus.point(fromUniform: numbers)) }
    var left = room
    var weights = numbers.enumerated().map { index, u in
      let kept = exp(log1p(-u) / Double(count - 1 - index))
      defer { left *= kept }
      return left * (1 - kept)
    }
    weights.append(left)
    return raised(weights)
  }

  /// Returns equal weights, or the nearest mixture to them, then shifted Sobol points; `uniformCount` draws for the
  /// shift.
  ///
  /// Equal weights are what anyone would try first, and no random mixture of many weights is near them.
  public func design(count number: Int, using stream: RandomStream) -> [[Double]] {
    var sequence = SobolSequence(dimension: uniformCount, using: stream)
    let others = (0..<max(number - 1, 0)).map { _ in point(fromUniform: sequence.next()) }
    let equal = point(at: Array(repeating: 1, count: count))
    return number > 0 ? [equal] + others : []
  }

  /// Draws a mixture uniformly: from the Dirichlet distribution of ones without reachable caps, otherwise
  /// by hit-and-run.
  public func sample(using stream: RandomStream) -> [Double] {
    if let surplus { return raised(surplus.draw(using: stream)) }
    let weights = stream.dirichlet(Array(repeating: 1, count: count))
    guard room < 1 else { return weights }
    return raised(weights.map { $0 * room })
  }

  /// Draws a mixture, with probability one half on a random face, uniformly there except that weights are
  /// clipped to the caps.
  public func exploratoryPoint(using stream: RandomStream) -> [Double] {
    guard stream.bernoulli(0.5) else { return sample(using: stream) }
    let order = stream.permutation(count)
    let members = order.prefix(1 + stream.integer(below: count - 1))
    let shares =
      members.count == 1
      ? [1] : stream.dirichlet(Array(repeating: 1, count: members.count))
    var point = [Double](repeating: 0, count: count)
    for (member, share) in zip(members, shares) { point[member] = share }
    var preference = [Double](repeating: 0, count: count)
    for (index, member) in order.enumerated() { preference[member] = Double(-index) }
    return weights(proportionalTo: point, preferring: preference)
  }

  /// Returns weights plus the floors, clipped to the caps.
  private func raised(_ weights: [Double]) -> [Double] {
    weights.indices.map { min(floors[$0] + weights[$0], caps[$0]) }
  }
}
