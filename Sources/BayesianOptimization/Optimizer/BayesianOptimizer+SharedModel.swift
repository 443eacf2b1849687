import GSLNumerics
import GaussianProcesses

/// One model for several asks, where many trials are open.
extension BayesianOptimizer {
  /// The number of workers up to which each ask has a model of its own.
  private static let fewWorkers = 16

  /// The number of workers by which theirs is divided.
  private static let manyWorkers = 32.0

  /// The largest number of open trials in a model of several asks.
  static let modelledTrials = 100

  /// The number of points at which a draw of the objective is exact.
  private static let exactPoints = 200

  /// Returns the number of asks that the next model serves.
  ///
  /// One result more or less is of little use beside the results that open trials will bring. The time between two asks
  /// shrinks with the number of workers, and that of a model does not: the asks grow with its power of 3/2. A portfolio
  /// learns from its proposals of each ask.
  ///
  /// - Parameter count: The number of trials, the next one first, that will be asked for together.
  func servedAsks(firstOf count: Int) -> Int {
    guard case .acquisition = settings.strategy else { return 1 }
    let workers = pending.count + count
    guard workers > Self.fewWorkers else { return 1 }
    let share = Double(workers) / Self.manyWorkers
    let asks = share * share.squareRoot()
    return max(min(max(Int(asks), 2), successCount / 2), 1)
  }

  /// The settings with a fifth of the ascents.
  var quickSettings: OptimizerSettings {
    var quick = settings
    quick.starts = max(settings.starts / 5, 1)
    return quick
  }

  /// Returns points for further asks: where draws of the objective from its posterior are least.
  ///
  /// Follows the asynchronous Thompson sampling of Kandasamy et al. (2018)
  /// <https://proceedings.mlr.press/v84/kandasamy18a.html>: the draws differ, so that open trials need not be modelled.
  /// A draw is exact at tried points and candidates that may be the best, and an ascent begins at its least.
  ///
  /// - Parameters:
  ///   - count: The number of points, positive.
  ///   - first: The point of the first ask.
  ///   - view: The model.
  ///   - limits: The model of the limits; nil for none.
  ///   - stream: Gives the candidates, and a normal variate for each point at which a draw is exact.
  func drawnPoints(
    _ count: Int, besides first: [Double], by view: ObjectiveModel.View, limits: LimitModel?,
    using stream: RandomStream
  ) throws -> [[Double]] {
    let surrogate = Surrogate(view)
    let tried = surrogate.ranked(successes.map(\.point)).map(\.point)
    let pool = CandidatePool(
      around: tried, in: surrogate.space, settings: settings, using: stream)
    let points = tried.prefix(Self.exactPoints / 4) + pool.points
    let feasibility = try feasibility(in: surrogate)
    let models = (0..<count).map { _ in
      surrogate.processes.count > 1 ? stream.integer(below: surrogate.processes.count) : 0
    }
    var chosen: [[Double]] = []
    for (index, process) in surrogate.processes.enumerated() where models.contains(index) {
      let starts = Self.promising(Array(points), by: process, in: surrogate)
      let inputs = surrogate.features(of: starts)
      let posterior = try drawn(
        models.count { $0 == index }, from: process, at: inputs, using: stream)
      var logWeights: [Double]?
      for draw in 0..<posterior.values.rows {
        let acquisition = weighted(
          DrawnObjective(path: posterior.path(sample: draw)), in: surrogate, feasibility, limits)
        if draw == 0 { logWeights = acquisition.logWeights(of: starts, at: inputs) }
        let values = acquisition.weighted(posterior.values.row(draw).map { -$0 }, by: logWeights)
        chosen.append(
          best(of: starts, values, by: acquisition) { point in
            isAllowed(point) && ([first] + chosen).allSatisfy { !space.areSame($0, point) }
          })
      }
    }
    return chosen
  }

  /// Returns the points of the least lower confidence bounds, at which draws are exact.
  private static func promising(
    _ points: [[Double]], by process: ProcessSum, in surrogate: Surrogate
  ) -> [[Double]] {
    let bounds = process.predictions(at: surrogate.features(of: points)).map {
      $0.mean - 2 * $0.standardDeviation
    }
    let order = bounds.indices.sorted { (bounds[$0], $0) < (bounds[$1], $1) }
    return order.prefix(exactPoints).map { points[$0] }
  }

  /// Returns draws of the objective that are exact at some inputs.
  private func drawn(
    _ count: Int, from process: ProcessSum, at inputs: Matrix, using stream: RandomStream
  ) throws -> SampledPosterior {
    let normals = (0..<count * inputs.rows).map { _ in stream.normal() }
    return try SampledPosterior(
      SumPosterior(process, references: inputs),
      normals: Matrix(rows: count, columns: inputs.rows, elements: normals))
  }

  /// Returns the end of an ascent from the best of some points; the next of the points where it is not allowed.
  private func best(
    of starts: [[Double]], _ values: [Double], by acquisition: WeightedAcquisition,
    where isAllowed: ([Double]) -> Bool
  ) -> [Double] {
    let order = values.indices.sorted { (values[$0], $1) > (values[$1], $0) }
    let space = acquisition.space
    var ascent = ProjectedAscent(
      from: space.coordinates(of: starts[order[0]]), reach: 0.02, project: space.projected,
      function: acquisition.value(at:))
    ascent.climb((settings.iterations + 1) / 2)
    let end = space.point(at: ascent.coordinates)
    return isAllowed(end) ? end : order.lazy.map { starts[$0] }.first(where: isAllowed) ?? end
  }
}
