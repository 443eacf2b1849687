import GSLNumerics
import Multitask

/// How seeds and models agree about the examples of a population.
struct SimulatedPopulation {
  /// The correlation of the latent scores of two seeds of a model on an example.
  let agreement: Double

  /// The correlation of the latent difficulty of an example for the two models.
  let correlation: Double

  /// The standard deviation of a seed's effect on all examples.
  let spread: Double

  static let all = [
    SimulatedPopulation(agreement: 0.7, correlation: 0.3, spread: 0),
    SimulatedPopulation(agreement: 0.4, correlation: 0.8, spread: 0),
    SimulatedPopulation(agreement: 0.7, correlation: 0.8, spread: 0.15),
  ]

  var title: String {
    "agreement of seeds \(agreement), correlation of models \(correlation), spread of seeds \(spread):"
  }
}

/// A confirmation: a model with and without a mixture, with several seeds, on examples drawn from a population.
///
/// Of classes, a model is right about an example if a normal latent score is positive. Of numbers, a prediction is
/// bivariate normal with the truth. Both have an effect of the example, of the seed, and a rest.
struct SimulatedConfirmation {
  let metric: Metric
  let examples: Int
  let seeds: Int
  let population: SimulatedPopulation

  /// The share of right examples, or the correlation, without a gain.
  private static let base = 0.6

  /// The share of the positive class.
  private static let positives = 0.35

  /// The predictions of a run on the test split.
  struct Run {
    let metric: Metric
    let predicted: [Double]
    let actual: [Double]

    var score: Double { metric.score(predicted: predicted, actual: actual) }
    var exampleScores: [Double] {
      metric.exampleScores(predicted: predicted, actual: actual)
    }
  }

  /// Returns the mean gain over all seeds on all examples of the population.
  ///
  /// - Parameter gain: The gain in the share of right examples, or in the correlation.
  func populationGain(_ gain: Double) -> Double {
    guard !metric.isRegression else { return gain }
    return populationScore(Self.base + gain) - populationScore(Self.base)
  }

  /// Returns a pair of runs for each seed.
  func runs(gain: Double, using stream: RandomStream) -> [(mixed: Run, alone: Run)] {
    let actual = (0..<examples).map { _ in
      metric.isRegression ? stream.normal() : stream.uniform() < Self.positives ? 1 : 0
    }
    let rest = (1 - population.correlation * population.correlation).squareRoot()
    let alone = (0..<examples).map { _ in stream.normal() }
    let mixed = alone.map { population.correlation * $0 + rest * stream.normal() }
    return (0..<seeds).map { _ in
      (
        mixed: run(Self.base + gain, difficulties: mixed, actual, using: stream),
        alone: run(Self.base, difficulties: alone, actual, using: stream)
      )
    }
  }

  private func run(
    _ level: Double, difficulties: [Double], _ actual: [Double], using stream: RandomStream
  ) -> Run {
    let (common, own) = (population.agreement.squareRoot(), (1 - population.agreement).squareRoot())
    let latent = difficulties.map { common * $0 + own * stream.normal() }
    let predicted: [Double]
    if metric.isRegression {
      let correlation = level + population.spread * (stream.uniform() - 0.5)
      let scale = (1 - correlation * correlation).squareRoot()
      predicted = zip(actual, latent).map { correlation * $0 + scale * $1 }
    } else {
      let center = center(level) + population.spread * stream.normal()
      predicted = zip(actual, latent).map { center + $1 > 0 ? $0 : 1 - $0 }
    }
    return Run(metric: metric, predicted: predicted, actual: actual)
  }

  /// The mean of the latent scores with which a share of the examples is right.
  private func center(_ share: Double) -> Double {
    NormalDistribution.quantile(share) * (1 + population.spread * population.spread).squareRoot()
  }

  /// The mean over seeds of the metric of a model that is right about a share of all examples.
  private func populationScore(_ share: Double) -> Double {
    GaussLegendre(points: 60).points(from: -7, to: 7).reduce(0) { sum, point in
      let right = NormalDistribution.cumulative(
        center(share) + population.spread * point.abscissa)
      return sum + point.weight * NormalDistribution.density(point.abscissa) * score(right)
    }
  }

  /// The metric of a model that is right about a share of the examples of both classes.
  private func score(_ right: Double) -> Double {
    let (positives, negatives) = (Self.positives, 1 - Self.positives)
    let predicted = positives * right + negatives * (1 - right)
    switch metric {
    case .f1: return 2 * positives * right / (predicted + positives)
    case .matthews:
      return (positives * right - positives * predicted)
        / (positives * negatives * predicted * (1 - predicted)).squareRoot()
    default: return right
    }
  }
}
