import GSLNumerics

/// Which points may be proposed, and one where no model helps.
extension BayesianOptimizer {
  /// Whether a point was neither told nor asked for.
  func isNew(_ point: [Double]) -> Bool {
    // By index, so that thousands of observations are not copied.
    observations.indices.allSatisfy { !space.areSame(observations[$0].point, point) }
      && pending.indices.allSatisfy { !space.areSame(pending[$0].point, point) }
  }

  /// Returns a uniform point, a new one if there is one among a hundred draws.
  func newSample(using stream: RandomStream) -> [Double] {
    var point = space.sample(using: stream)
    for _ in 0..<100 {
      guard !isNew(point) else { break }
      point = space.sample(using: stream)
    }
    return point
  }

  /// Whether a point may be proposed: a new one, or any once the space is exhausted.
  func isAllowed(_ point: [Double]) -> Bool {
    space.admits(point) && (isNew(point) || isExhausted)
  }

  private var isExhausted: Bool {
    guard let size = space.size, observations.count + pending.count >= size else { return false }
    var distinct: [[Double]] = []
    for point in observations.map(\.point) + pending.map(\.point)
    where !distinct.contains(where: { space.areSame($0, point) }) {
      distinct.append(point)
    }
    return distinct.count >= size
  }

  /// Whether all of several objectives are equal, so that a model knows only where it is uncertain.
  var isFlat: Bool {
    var first: Double?
    var count = 0
    for index in observations.indices {
      guard let objective = observations[index].objective else { continue }
      guard objective == first ?? objective else { return false }
      first = objective
      count += 1
    }
    return count > 1
  }

  /// Returns the one of some uniform points that is farthest from all others.
  ///
  /// The most uncertain points of a space are its corners, and a model would stay there.
  func farPoint(using stream: RandomStream) -> [Double] {
    let known = (observations.map(\.point) + pending.map(\.point)).map(space.coordinates(of:))
    func distance(_ point: [Double]) -> Double {
      let coordinates = space.coordinates(of: point)
      return known.reduce(.infinity) { least, other in
        min(least, zip(coordinates, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
      }
    }
    let points = (0..<100).map { _ in space.sample(using: stream) }
    let distances = points.map(distance)
    return points[distances.indices.max { distances[$0] < distances[$1] } ?? 0]
  }
}
