import AutoSeM
import GSLNumerics
import PolicyComparison

/// Simulates confirmations and comparisons, and prints how often their intervals and tests are right.
///
/// Prints Markdown tables: the coverage of the gain's interval and the share of false verdicts for the mixture,
/// over seeds alone and over seeds and examples; and the share of tables of equal policies in which one differs.
func measureCoverage(samples: Int) {
  let count = max(samples, 1)
  print(
    "| examples | seeds | disagreement | correlation | coverage over seeds | over both | "
      + "false verdicts over seeds | over both |\n|---|---|---|---|---|---|---|---|")
  for setting in ConfirmationSetting.all {
    let held = setting.rates(gain: 0.05, samples: count)
    let equal = setting.rates(gain: 0, samples: count)
    print(
      "| \(setting.examples) | \(setting.seeds) | \(setting.title) | \(fixed(setting.correlation, 1)) | "
        + "\(fixed(held.coverageOverSeeds)) | \(fixed(held.coverage)) | "
        + "\(fixed(equal.verdictsOverSeeds)) | \(fixed(equal.verdicts)) |")
  }
  print(
    "\n| policies | seeds | differs from the reference | from the best |\n|---|---|---|---|")
  for (policies, seeds) in [(34, 3), (34, 5), (12, 8)] {
    let rates = falseDifferences(policies: policies, seeds: seeds, tables: count)
    print("| \(policies) | \(seeds) | \(fixed(rates.reference)) | \(fixed(rates.best)) |")
  }
}

/// Models with and without a mixture, on a test split drawn from a population.
///
/// An example has a probability of being right, over seeds, under either; both are Beta-distributed with a normal
/// copula. With a small concentration the seeds agree about an example.
private struct ConfirmationSetting {
  let examples: Int
  let seeds: Int
  let concentration: Double
  let correlation: Double

  static let all: [ConfirmationSetting] =
    [(50, 3), (50, 5), (277, 3), (277, 5), (277, 10)].flatMap { examples, seeds in
      [(1.0, 0.3), (3.0, 0.8)].map { concentration, correlation in
        ConfirmationSetting(
          examples: examples, seeds: seeds, concentration: concentration, correlation: correlation)
      }
    }

  var title: String { concentration < 2 ? "low" : "higher" }

  private static let accuracy = 0.534
  private static let points = 2_000

  struct Rates {
    var coverage = 0.0
    var coverageOverSeeds = 0.0
    var verdicts = 0.0
    var verdictsOverSeeds = 0.0
  }

  func rates(gain: Double, samples: Int) -> Rates {
    let streams = RandomStreams(seed: 1)
    let (alone, mixed) = (quantiles(Self.accuracy), quantiles(Self.accuracy + gain))
    let share = 1 / Double(samples)
    return (0..<samples).reduce(into: Rates()) { rates, sample in
      let gains = gains(alone, mixed, using: streams.stream("confirmation", sample))
      let mean = TwoWayMean(gains)
      let overSeeds =
        SampleStatistics(gains.map { $0.reduce(0, +) / Double(examples) })
        .halfWidth() ?? .infinity
      let error = abs(mean.mean - gain)
      rates.coverage += error <= mean.halfWidth() ? share : 0
      rates.coverageOverSeeds += error <= overSeeds ? share : 0
      rates.verdicts += mean.mean > mean.halfWidth() ? share : 0
      rates.verdictsOverSeeds += mean.mean > overSeeds ? share : 0
    }
  }

  /// The quantiles of the probability that an example is right, at equally spaced points.
  private func quantiles(_ accuracy: Double) -> [Double] {
    let beta = BetaDistribution(accuracy * concentration, (1 - accuracy) * concentration)
    return (0..<Self.points).map { beta.quantile((Double($0) + 0.5) / Double(Self.points)) }
  }

  /// Right with the mixture minus right without, `[seeds][examples]`.
  private func gains(
    _ alone: [Double], _ mixed: [Double], using stream: RandomStream
  ) -> [[Double]] {
    let rest = (1 - correlation * correlation).squareRoot()
    let probabilities = (0..<examples).map { _ in
      let first = stream.normal()
      let second = correlation * first + rest * stream.normal()
      return (quantile(first, of: alone), quantile(second, of: mixed))
    }
    return (0..<seeds).map { _ in
      probabilities.map { alone, mixed in
        (stream.uniform() < mixed ? 1 : 0) - (stream.uniform() < alone ? 1 : 0)
      }
    }
  }

  private func quantile(_ normal: Double, of quantiles: [Double]) -> Double {
    let point = Int(NormalDistribution.cumulative(normal) * Double(quantiles.count))
    return quantiles[min(point, quantiles.count - 1)]
  }
}

/// The shares of tables in which a policy differs at 5 %, though all are equal.
private func falseDifferences(
  policies: Int, seeds: Int, tables: Int
) -> (reference: Double, best: Double) {
  let streams = RandomStreams(seed: 2)
  var (reference, best) = (0, 0)
  for table in 0..<tables {
    let stream = streams.stream("table", table)
    let scores = (0..<policies).map { _ in (0..<seeds).map { _ in stream.normal() } }
    let differences = scores.dropFirst().map { zip($0, scores[0]).map { $0 - $1 } }
    let tested = PairedDifferences(of: differences).differences
    reference += tested.contains { ($0.probability ?? 1) < 0.05 } ? 1 : 0
    best += DifferencesToBest(scores).differences.contains { ($0.probability ?? 1) < 0.05 } ? 1 : 0
  }
  return (Double(reference) / Double(tables), Double(best) / Double(tables))
}
