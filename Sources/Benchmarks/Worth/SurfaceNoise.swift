import GSLNumerics

/// The noise of trainings as measured: vectors over all measures and lengths, drawn again with random signs.
///
/// Its parts are the effect of the seed, which all mixtures have in common, what the smooth fit misses of a mixture,
/// which all seeds have in common, and what is left. A vector is drawn whole, so that lengths, losses and metrics,
/// validation and test are correlated as measured.
struct SurfaceNoise: Sendable {
  /// Each part's vectors, of the variance of one training.
  private let seeds: [[Double]]
  private let mixtures: [[Double]]
  private let rest: [[Double]]

  /// Collects the parts.
  ///
  /// - Parameters:
  ///   - effects: The measurements taken apart.
  ///   - smooth: The smooth fit at each mixture, `[mixtures][measures · lengths]`.
  init(_ effects: SeedEffects, smooth: [[Double]]) {
    let count = Double(effects.effects.count)
    seeds = effects.effects.map { $0.map { $0 * (count / max(count - 1, 1)).squareRoot() } }
    rest = effects.residuals
    let missed = zip(effects.means, smooth).map { means, smooth in
      zip(means, smooth).map { $0 - $1 }
    }
    // The means are noisy, too.
    let trainings = SampleStatistics(effects.counts.map(Double.init)).mean
    let shares = smooth[0].indices.map { value -> Double in
      let total = Self.meanSquare(missed, value)
      let noise = Self.meanSquare(effects.residuals, value) / trainings
      return total > noise ? (1 - noise / total).squareRoot() : 0
    }
    mixtures = missed.map { missed in zip(missed, shares).map { $0 * $1 } }
  }

  private static func meanSquare(_ vectors: [[Double]], _ value: Int) -> Double {
    vectors.reduce(0) { $0 + $1[value] * $1[value] } / Double(vectors.count)
  }

  /// Draws the noise of a training, `[measures · lengths]`.
  ///
  /// - Parameters:
  ///   - seed: Gives the seed's effect.
  ///   - mixture: Gives the mixture's part.
  ///   - training: Gives the rest.
  func draw(seed: RandomStream, mixture: RandomStream, training: RandomStream) -> [Double] {
    let parts = [(seeds, seed), (mixtures, mixture), (rest, training)].map { vectors, stream in
      let sign = stream.bernoulli(0.5) ? 1.0 : -1.0
      return vectors[stream.integer(below: vectors.count)].map { sign * $0 }
    }
    return parts[0].indices.map { value in parts.reduce(0) { $0 + $1[value] } }
  }

  /// The standard deviations of the parts of a value, and the correlation of the rest with another value.
  func statistics(of value: Int, with other: Int) -> Statistics {
    let (own, others) = (rest.map { $0[value] }, rest.map { $0[other] })
    let scale = (Self.meanSquare(rest, value) * Self.meanSquare(rest, other)).squareRoot()
    return Statistics(
      seed: Self.meanSquare(seeds, value).squareRoot(),
      mixture: Self.meanSquare(mixtures, value).squareRoot(),
      rest: Self.meanSquare(rest, value).squareRoot(),
      correlation: scale > 0 ? dot(own, others) / Double(rest.count) / scale : 0)
  }

  /// The sizes of the noise of a value.
  struct Statistics {
    let seed: Double
    let mixture: Double
    let rest: Double
    let correlation: Double
  }
}
