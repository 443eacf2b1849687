import GSLNumerics
import Multitask

/// What there is to gain over the plain mixtures of a surface, in the primary's metric.
struct Headroom {
  /// The true scores of the plain mixtures.
  let plain: [Double]

  /// The mixture with the best true score that is known.
  let bestMixture: Mixture

  /// Its score.
  let best: Double

  /// The standard deviation of the best score's difference to the best plain one, by the fit.
  let uncertainty: Double

  private static let draws = 2_000
  private static let refinements = 4

  /// Searches a surface without noise among its mixtures, random ones and neighbours of the best.
  init(of surface: MixtureSurface) throws {
    let streams = RandomStreams(seed: 1)
    let plain = surface.scores(of: surface.plain)
    self.plain = plain
    let stream = streams.stream("draws")
    let ones = surface.tasks.map { _ in 1.0 }
    var known = surface.mixtures
    known += try (0..<Self.draws).map { _ in
      try Mixture(weights: stream.dirichlet(ones)).floored(at: MixtureDesign.primaryShare)
    }
    for round in 0..<Self.refinements {
      let best = Self.best(of: known, on: surface).mixture
      let reach = 0.3 / Double(1 << round)
      known =
        [best]
        + (try known.suffix(Self.draws / 2).map { other in
          try Mixture(
            weights: zip(best.weights, other.weights).map { (1 - reach) * $0 + reach * $1 })
        })
        + (try (0..<Self.draws / 2).map { _ in
          let other = stream.dirichlet(ones)
          return try Mixture(
            weights: zip(best.weights, other).map { (1 - reach) * $0 + reach * $1 })
        })
    }
    (bestMixture, best) = Self.best(of: known, on: surface)
    let plainMixture = surface.plain[plain.indices.max { plain[$0] < plain[$1] } ?? 0]
    uncertainty = surface.fit(of: .testMetric).uncertainty(
      between: bestMixture.weights, and: plainMixture.weights)
  }

  private static func best(
    of mixtures: [Mixture], on surface: MixtureSurface
  ) -> (mixture: Mixture, score: Double) {
    let scores = surface.scores(of: mixtures)
    let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    return (mixtures[best], scores[best])
  }

  /// The score of the best plain mixture.
  var bestPlain: Double { plain.reduce(-.infinity) { max($0, $1) } }

  /// The difference of the best known mixture to the best plain one.
  var points: Double { best - bestPlain }

  /// Whether the difference is more than twice its uncertainty.
  var isClear: Bool { points > 2 * uncertainty }

  /// Returns the share of the headroom that a score captures: zero for the best plain mixture, one for the best known.
  func share(of score: Double) -> Double {
    points > 0 ? (score - bestPlain) / points : 0
  }
}

extension Mixture {
  /// Returns the mixture with a least share of the primary, the first task.
  fileprivate func floored(at share: Double) throws -> Mixture {
    try Mixture(
      weights: weights.enumerated().map { (1 - share) * $1 + ($0 == 0 ? share : 0) })
  }
}
