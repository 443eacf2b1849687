import GSLNumerics
import GaussianProcesses

/// Points among which acquisitions look for the best, with what is believed of each.
///
/// The search for an acquisition's maximum: look at many random points and at neighbours of the best
/// points tried, at several distances, then climb from the best of each kind.
struct CandidatePool {
  private let surrogate: Surrogate
  private let settings: OptimizerSettings
  private let points: [[Double]]
  private let predictions: [Prediction]

  /// Draws the points.
  ///
  /// - Parameter tried: The points tried, the best first.
  init(
    around tried: [[Double]], settings: OptimizerSettings, surrogate: Surrogate,
    using stream: RandomStream
  ) {
    let space = surrogate.space
    var points = (0..<settings.randomCandidates).map { _ in space.exploratoryPoint(using: stream) }
    for point in tried.prefix(3) {
      for place in 0..<settings.neighbours {
        let distance = [0.1, 0.03, 0.01, 0.003][place % 4]
        points.append(space.neighbour(of: point, within: distance, using: stream))
      }
    }
    self.points = points
    self.settings = settings
    self.surrogate = surrogate
    predictions = surrogate.process.predictions(at: Matrix(points.map(space.features(of:))))
  }

  /// The best point for an acquisition among those that are allowed; if none is, the best of all.
  func bestPoint(
    for acquisition: any Acquisition, best: Double, where isAllowed: ([Double]) -> Bool
  ) -> [Double] {
    let worths = predictions.map {
      acquisition.value(mean: $0.mean, standardDeviation: $0.standardDeviation, best: best).value
    }
    let order = points.indices.sorted { (worths[$0], $1) > (worths[$1], $0) }
    let random = order.filter { $0 < settings.randomCandidates }.prefix(settings.starts)
    let near = order.filter { $0 >= settings.randomCandidates }.prefix((settings.starts + 1) / 2)
    let space = surrogate.space
    let climbed = (random + near).map { place in
      let end = ascended(
        from: space.coordinates(of: points[place]), iterations: settings.iterations,
        project: space.projected
      ) { surrogate.value(of: acquisition, best: best, at: $0) }
      let point = space.point(at: end.coordinates)
      // Rounded to a point of the space, the end may be worth less than it seemed.
      let prediction = surrogate.prediction(at: point)
      let worth = acquisition.value(
        mean: prediction.mean, standardDeviation: prediction.standardDeviation, best: best)
      return (point: point, worth: worth.value)
    }
    let all = climbed + order.map { (point: points[$0], worth: worths[$0]) }
    let ranked = all.indices.sorted { (all[$0].worth, $1) > (all[$1].worth, $0) }
    let choice = ranked.first { isAllowed(all[$0].point) } ?? ranked[0]
    return all[choice].point
  }
}
