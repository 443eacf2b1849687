import AutoSeM
import BayesianOptimization
import Foundation
import GSLNumerics
import Multitask

extension ReplayPolicy {
  /// Bayesian optimisation of all weights with one seed, without warm starts.
  static let bayesian = bayesian("Bayesian optimisation", isCommon: true)

  /// The same with a seed for each trial.
  static let seeded = bayesian("Bayesian optimisation, independent seeds", isCommon: false)

  private static func bayesian(_ name: String, isCommon: Bool) -> ReplayPolicy {
    ReplayPolicy(name) { factory, trainings, streams in
      let space = SimplexSpace(count: factory.tasks.count)
      func mixture(at point: [Double]) throws -> Mixture {
        try Mixture(
          weights: point.leaving(MixtureDesign.primaryShare, to: factory.primary.rawValue))
      }
      var optimizer = BayesianOptimizer(
        space: space, settings: .brief(trainings), streams: streams)
      for trial in 0..<trainings {
        let suggestion = try optimizer.ask()
        let loss = try factory.loss(
          of: mixture(at: suggestion.point),
          seed: streams.stream("trial", isCommon ? 0 : trial).seed())
        try optimizer.tell(suggestion, objective: loss)
      }
      return try mixture(at: optimizer.recommendation().point)
    }
  }

  /// RegMix's recipe with a linear surrogate.
  ///
  /// Follows Liu et al. (2025) <https://arxiv.org/abs/2407.01492>: random mixtures, a regression of the loss on the
  /// weights, and the mean of the best of many predicted mixtures. Differs in uniform draws above the primary's least
  /// share, in one seed for all, and in ridge regression, which they compare with boosted trees.
  static let regression = ReplayPolicy("RegMix, linear") { factory, trainings, streams in
    let seed = streams.stream("trial").seed()
    let trials = try (0..<trainings).map { trial in
      let mixture = try factory.randomMixture(using: streams.stream("mixture", trial))
      return (mixture.weights, try factory.loss(of: mixture, seed: seed))
    }
    let surrogate = try RidgeRegression(of: trials.map(\.1), on: trials.map(\.0), penalty: 0.1)
    let stream = streams.stream("predicted")
    let predicted = try (0..<Self.predictedMixtures).map { _ in
      let weights = try factory.randomMixture(using: stream).weights
      return (weights: weights, loss: surrogate.value(at: weights))
    }.sorted { $0.loss < $1.loss }.prefix(Self.averagedMixtures)
    let sums = predicted.reduce(into: factory.tasks.map { _ in 0.0 }) { sums, next in
      for task in sums.indices { sums[task] += next.weights[task] }
    }
    return try Mixture(weights: sums)
  }

  private static let predictedMixtures = 2_000
  private static let averagedMixtures = 20
}

extension OptimizerSettings {
  /// Returns the library's defaults with fewer candidates and ascents, for thousands of searches.
  static func brief(_ trainings: Int) -> OptimizerSettings {
    OptimizerSettings(
      initialPoints: min(8, max(trainings / 2, 1)), randomCandidates: 200, neighbours: 12,
      starts: 2,
      iterations: 15)
  }
}

/// A linear function of inputs by least squares with a penalty on the slopes.
struct RidgeRegression {
  private let slopes: [Double]
  private let intercept: Double

  /// Fits targets.
  ///
  /// - Parameters:
  ///   - targets: The targets, `[observations]`.
  ///   - inputs: The inputs, `[observations][dimension]`.
  ///   - penalty: The weight of the squared slopes.
  /// - Throws: `GSLError`.
  init(of targets: [Double], on inputs: [[Double]], penalty: Double) throws {
    let count = Double(targets.count)
    let mean = targets.reduce(0, +) / count
    let dimension = inputs[0].count
    let centre = (0..<dimension).map { column in inputs.reduce(0) { $0 + $1[column] } / count }
    let centred = inputs.map { zip($0, centre).map { $0 - $1 } }
    var normal = Matrix(rows: dimension, columns: dimension)
    var right = [Double](repeating: 0, count: dimension)
    for (row, target) in zip(centred, targets) {
      for i in 0..<dimension {
        right[i] += row[i] * (target - mean)
        for j in 0..<dimension { normal[i, j] += row[i] * row[j] }
      }
    }
    for i in 0..<dimension { normal[i, i] += penalty }
    let slopes = try Cholesky(of: normal).solve(right)
    self.slopes = slopes
    intercept = mean - dot(slopes, centre)
  }

  /// Returns the fitted value at an input.
  func value(at input: [Double]) -> Double { intercept + dot(slopes, input) }
}
