import AutoSeM
import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask

extension ReplayPolicy {
  /// A search whose first trials are the plain mixtures, whose finalists are repeated with common seeds, and whose answer
  /// is a plain mixture unless another is better by the posterior.
  ///
  /// There is no stage one. With few trainings the plain mixtures are trained side by side.
  ///
  /// - Parameters:
  ///   - name: The name of the row.
  ///   - searched: The share of the trainings for stage two.
  ///   - margin: The least difference to the plain mixture, in its posterior standard deviations.
  ///   - isEqual: Whether the plain mixture is equal shares, else the best of the plain ones by the posterior.
  static func raced(
    _ name: String, searched: Double, margin: Double, againstEqual isEqual: Bool = false
  ) -> ReplayPolicy {
    ReplayPolicy(name) { factory, trainings, streams in
      guard trainings >= Race.fewest else {
        if isEqual { return factory.surface.plain[1] }
        return try await ReplayPolicy.plainSideBySide.answers(factory, trainings, streams)[0]
      }
      var race = Race(
        factory: factory, trainings: trainings, againstEqual: isEqual, streams: streams)
      let trials = max(Int(searched * Double(trainings)), factory.surface.plain.count)
      for trial in 0..<trials { try race.search(trial) }
      try race.repeatFinalists(trainings - trials)
      return try race.answer(margin: margin)
    }
  }

  /// The candidates for a search by a budget.
  static let candidates = [
    raced("raced, margin 0", searched: 0.6, margin: 0),
    raced("raced, margin 1", searched: 0.6, margin: 1),
    raced("raced, all searched", searched: 1, margin: 0),
    raced("raced against equal shares, margin 1", searched: 0.6, margin: 1, againstEqual: true),
    raced("raced against equal shares, margin 2", searched: 0.6, margin: 2, againstEqual: true),
  ]
}

/// A Bayesian search and a race of its finalists on one model of the loss.
private struct Race {
  /// The least number of trainings for a search.
  static let fewest = 12

  private static let finalists = 4

  private let factory: SurfaceTrainerFactory
  private let streams: RandomStreams
  private let space: SimplexSpace
  private let plain: [[Double]]
  private let isEqual: Bool
  private var optimizer: BayesianOptimizer

  init(
    factory: SurfaceTrainerFactory, trainings: Int, againstEqual isEqual: Bool,
    streams: RandomStreams
  ) {
    self.factory = factory
    self.isEqual = isEqual
    self.streams = streams
    space = SimplexSpace(count: factory.tasks.count)
    plain = factory.surface.plain.map { Self.point(of: $0) }
    var settings = OptimizerSettings.brief(trainings)
    settings.warmStarts = zip(plain, ["primary", "equal", "proportional"]).map {
      WarmStart($0, name: $1)
    }
    optimizer = BayesianOptimizer(space: space, settings: settings, streams: streams)
  }

  /// Trains the optimiser's next mixture; the plain ones have a common seed.
  mutating func search(_ trial: Int) throws {
    let suggestion = try optimizer.ask()
    let seed = streams.stream("trial", max(trial - plain.count + 1, 0)).seed()
    try optimizer.tell(suggestion, objective: loss(at: suggestion.point, seed: seed))
  }

  /// Trains the finalists with common seeds, after half of the trainings only the best of them and the best plain one.
  mutating func repeatFinalists(_ trainings: Int) throws {
    var spent = 0
    var seed = 0
    var field = try finalists(Self.finalists)
    while spent + field.count <= trainings {
      for point in field {
        let loss = try loss(at: point, seed: streams.stream("finalist", seed).seed())
        try optimizer.tell(point: point, objective: loss)
      }
      spent += field.count
      seed += 1
      if field.count > 2, 2 * spent >= trainings { field = try finalists(1) }
    }
  }

  /// Returns the best mixture by the posterior mean, a plain one unless it is better by a margin.
  func answer(margin: Double) throws -> Mixture {
    let field = try finalists(1)
    let (own, plain) = (field[0], field[field.count - 1])
    let predictions = try optimizer.predictions(at: [own, plain])
    let difference = predictions[1].mean - predictions[0].mean
    let deviation = (predictions[0].variance + predictions[1].variance).squareRoot()
    return try mixture(at: difference > margin * deviation ? own : plain)
  }

  /// Returns the tried points with the least posterior means, at most a number, then the plain one of the comparison.
  private func finalists(_ count: Int) throws -> [[Double]] {
    var tried: [[Double]] = []
    for point in optimizer.observations.map(\.point) where !tried.contains(point) {
      tried.append(point)
    }
    func ranked(_ points: [[Double]]) throws -> [[Double]] {
      zip(points, try optimizer.predictions(at: points)).sorted { $0.1.mean < $1.1.mean }.map(\.0)
    }
    let best = isEqual ? plain[1] : try ranked(plain)[0]
    return try ranked(tried).filter { $0 != best }.prefix(count) + [best]
  }

  private func loss(at point: [Double], seed: UInt64) throws -> Double {
    try factory.loss(of: mixture(at: point), seed: seed)
  }

  private func mixture(at point: [Double]) throws -> Mixture {
    try Mixture(weights: point.leaving(MixtureDesign.primaryShare, to: 0))
  }

  /// Returns the point of a mixture, or the nearest if the primary's share is below the least.
  private static func point(of mixture: Mixture) -> [Double] {
    var rest = mixture.weights
    rest[0] = max(rest[0] - MixtureDesign.primaryShare, 0)
    let total = rest.reduce(0, +)
    return rest.map { $0 / total }
  }
}
