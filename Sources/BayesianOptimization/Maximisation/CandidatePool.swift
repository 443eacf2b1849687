import GSLNumerics
import GaussianProcesses

/// The candidate points from which the acquisition function is maximised.
///
/// Random points of the space, and neighbours of the best points tried, one point for each basin, at
/// distances from a tenth down to a ten-thousandth of the space.
struct CandidatePool {
  let space: any SearchSpace

  /// All points: those all over the space, then the neighbours of each leader.
  let points: [[Double]]

  /// Groups of points, and the number of ascents that begin in each.
  private let groups: [(indices: Range<Int>, starts: Int)]
  private let settings: OptimizerSettings

  /// The largest number of tried points whose neighbours are candidates.
  private static let leaders = 3

  /// Draws the points.
  ///
  /// - Parameter tried: The points tried, the best first.
  init(
    around tried: [[Double]], in space: any SearchSpace, settings: OptimizerSettings,
    using stream: RandomStream
  ) {
    self.space = space
    self.settings = settings
    var points = (0..<settings.randomCandidates).map { _ in
      space.exploratoryPoint(using: stream)
    }
    var groups = [(indices: points.indices, starts: settings.starts)]
    if settings.neighbours > 0 {
      for leader in Self.basins(of: tried, in: space) {
        let first = points.count
        for index in 0..<settings.neighbours {
          // From 0.1 to 0.0001, evenly in the logarithm.
          let share = Double(index) / Double(max(settings.neighbours - 1, 1))
          points.append(
            space.neighbour(of: leader, within: 0.1 * exp(-6.9 * share), using: stream))
        }
        groups.append((first..<points.count, (settings.starts + 1) / 2))
      }
    }
    self.points = points
    self.groups = groups
  }

  /// The model's inputs at all points, `[candidates, features]`.
  var features: Matrix { Matrix(points.map(space.features(of:))) }

  /// Returns the allowed point with the largest acquisition value found; of all points if none is allowed.
  func bestPoint(
    by acquisition: WeightedAcquisition, where isAllowed: ([Double]) -> Bool
  ) -> [Double] {
    let values = acquisition.values(of: points)
    let ends = peaks(of: acquisition, values)
    // Rounding an end to a point of the space may lower its acquisition value.
    let all = zip(ends + points, acquisition.values(of: ends) + values).map {
      (point: $0, acquisition: $1)
    }
    let ranked = all.indices.sorted { (all[$0].acquisition, $1) > (all[$1].acquisition, $0) }
    let choice = ranked.first { isAllowed(all[$0].point) } ?? ranked.first
    return choice.map { all[$0].point } ?? []
  }

  /// Returns the ends of ascents.
  func peaks(of acquisition: WeightedAcquisition) -> [[Double]] {
    peaks(of: acquisition, acquisition.values(of: points))
  }

  /// Returns the ends of ascents: a short one begins at each start, and the three best are continued.
  private func peaks(of acquisition: WeightedAcquisition, _ values: [Double]) -> [[Double]] {
    var climbs = starts(values).map { start in
      ProjectedAscent(
        from: space.coordinates(of: points[start]), reach: 0.02, project: space.projected,
        function: acquisition.value(at:))
    }
    for index in climbs.indices { climbs[index].climb(settings.iterations) }
    let best = climbs.indices.sorted { (climbs[$0].value, $1) > (climbs[$1].value, $0) }
    for index in best.prefix(3) { climbs[index].climb(4 * settings.iterations) }
    return climbs.map { space.point(at: $0.coordinates) }
  }

  /// The indices of the best points of each group, except those close to a better one.
  private func starts(_ values: [Double]) -> [Int] {
    groups.flatMap { group in
      let order = group.indices.sorted { (values[$0], $1) > (values[$1], $0) }
      var chosen: [Int] = []
      for index in order where chosen.count < group.starts {
        if group.indices.lowerBound > 0 || chosen.allSatisfy({ isFar(points[$0], points[index]) }) {
          chosen.append(index)
        }
      }
      return chosen
    }
  }

  private func isFar(_ one: [Double], _ other: [Double]) -> Bool {
    Self.squaredDistance(space.coordinates(of: one), space.coordinates(of: other)) > 0.01
  }

  /// The best points tried, no two of them close: one point for each basin.
  private static func basins(of tried: [[Double]], in space: any SearchSpace) -> [[Double]] {
    var chosen: [[Double]] = []
    var taken: [[Double]] = []
    for point in tried where chosen.count < leaders {
      let coordinates = space.coordinates(of: point)
      guard taken.allSatisfy({ squaredDistance($0, coordinates) > 0.01 }) else { continue }
      chosen.append(point)
      taken.append(coordinates)
    }
    return chosen
  }

  private static func squaredDistance(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
