import GSLNumerics
import GaussianProcesses

/// Points among which a search for the largest merit begins: many at random all over the space, and
/// neighbours of the best points tried, each of another basin, at distances from a tenth of the space
/// down to where a search has all but converged.
struct CandidatePool {
  let space: any SearchSpace

  /// All points: those all over the space, then the neighbours of each leader.
  let points: [[Double]]

  /// The places of the points that compete with one another for being climbed from, and how many are.
  private let groups: [(places: Range<Int>, starts: Int)]
  private let settings: OptimizerSettings

  /// The most tried points whose neighbours are looked at.
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
    var groups = [(places: points.indices, starts: settings.starts)]
    if settings.neighbours > 0 {
      for leader in Self.basins(of: tried, in: space) {
        let first = points.count
        for place in 0..<settings.neighbours {
          // From 0.1 to 0.0001, evenly in the logarithm.
          let share = Double(place) / Double(max(settings.neighbours - 1, 1))
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

  /// The point of the largest merit found among those that are allowed; if none is, among all.
  ///
  /// Every start is climbed from a little, the best of them to the end.
  ///
  /// - Parameter others: More points to choose from, not climbed from.
  func bestPoint(
    by merit: Merit, besides others: [[Double]] = [], where isAllowed: ([Double]) -> Bool
  ) -> [Double] {
    let merits = merit.values(of: points)
    var climbs = starts(merits).map { start in
      ProjectedAscent(
        from: space.coordinates(of: points[start]), reach: 0.02, project: space.projected,
        function: merit.value(at:))
    }
    for place in climbs.indices { climbs[place].climb(settings.iterations) }
    let best = climbs.indices.sorted { (climbs[$0].value, $1) > (climbs[$1].value, $0) }
    for place in best.prefix(3) { climbs[place].climb(4 * settings.iterations) }

    let ends = others + climbs.map { space.point(at: $0.coordinates) }
    // Rounded to a point of the space, an end may be worth less than it seemed.
    let all = zip(ends + points, merit.values(of: ends) + merits).map { (point: $0, merit: $1) }
    let ranked = all.indices.sorted { (all[$0].merit, $1) > (all[$1].merit, $0) }
    let choice = ranked.first { isAllowed(all[$0].point) } ?? ranked.first
    return choice.map { all[$0].point } ?? []
  }

  /// The places of the best points of each group, those next to a better one left out.
  private func starts(_ merits: [Double]) -> [Int] {
    groups.flatMap { group in
      let order = group.places.sorted { (merits[$0], $1) > (merits[$1], $0) }
      var chosen: [Int] = []
      for place in order where chosen.count < group.starts {
        if group.places.lowerBound > 0 || chosen.allSatisfy({ isFar(points[$0], points[place]) }) {
          chosen.append(place)
        }
      }
      return chosen
    }
  }

  private func isFar(_ one: [Double], _ other: [Double]) -> Bool {
    Self.squaredDistance(space.coordinates(of: one), space.coordinates(of: other)) > 0.01
  }

  /// The best points tried, no two of which are close: each the best of a basin as far as is known.
  private static func basins(of tried: [[Double]], in space: any SearchSpace) -> [[Double]] {
    var chosen: [[Double]] = []
    var places: [[Double]] = []
    for point in tried where chosen.count < leaders {
      let place = space.coordinates(of: point)
      guard places.allSatisfy({ squaredDistance($0, place) > 0.01 }) else { continue }
      chosen.append(point)
      places.append(place)
    }
    return chosen
  }

  private static func squaredDistance(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
