import ArgumentParser
import AutoSeM
import BayesianOptimization
import Foundation
import GSLNumerics

extension TargetsBenchmark {
  /// Compares searches with one model of the sum of several targets and with one model of each.
  ///
  /// A search is stage two with its defaults: eight trials of the initial design, equal shares and equal shares of the
  /// targets first, and two trials together. Prints, for each number of weights, targets and trials, the mean regret of the
  /// recommended mixture in standard deviations of the objective, and the mean difference with its 95 % interval.
  struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compares whole searches with one model of the sum and with one of each target.")

    @Argument(help: "The number of seeds.")
    var seeds: Count = 20

    @Argument(help: "The standard deviation of the noise, in those of each target.")
    var noise: Magnitude = 0.3

    @Argument(help: "The numbers of trials.")
    var trials: [Count] = [12, 24]

    func run() throws {
      print(
        "| weights | targets | trials | of the sum | of each | difference | 95 % |\n"
          + "|---|---|---|---|---|---|---|")
      for (weights, targets) in [(4, 4), (4, 2), (8, 4)] {
        for trials in trials.map(\.rawValue) {
          let regrets = try (1...seeds.rawValue).map { seed in
            let problem = TargetsProblem(
              MixtureLaw.Form.allCases[seed % 2], weights: weights, targets: targets,
              seed: UInt64(seed))
            return (
              sum: try problem.regret(trials: trials, noise: noise.rawValue, hasParts: false),
              each: try problem.regret(trials: trials, noise: noise.rawValue, hasParts: true)
            )
          }
          let difference = SampleStatistics(regrets.map { $0.each - $0.sum })
          let half = difference.halfWidth() ?? .nan
          print(
            "| \(weights) | \(targets) | \(trials) | \(fixed(SampleStatistics(regrets.map(\.sum)).mean)) "
              + "| \(fixed(SampleStatistics(regrets.map(\.each)).mean)) | \(signed(difference.mean)) "
              + "| \(signed(difference.mean - half)) … \(signed(difference.mean + half)) |")
          fflush(nil)
        }
      }
    }
  }
}

extension TargetsProblem {
  /// Returns the regret of the mixture that a search recommends, in standard deviations of the objective.
  ///
  /// - Parameters:
  ///   - trials: The number of trials.
  ///   - noise: The standard deviation of a target's noise in a trial, in those of the target.
  ///   - hasParts: Whether each target has a model of its own.
  func regret(trials: Int, noise: Double, hasParts: Bool) throws -> Double {
    let held = mixtures(1_000, "held-out")
    let truth = losses(held)
    let deviations = (0..<targets).map { target in
      SampleStatistics(truth.map { $0[target] }).standardDeviation ?? 0
    }
    let mixing = MixingSettings()
    let equal = Array(repeating: 1 / Double(targets), count: targets)
    var settings = OptimizerSettings(
      warmStarts: [
        WarmStart(Array(repeating: 1 / Double(weights), count: weights), name: "uniform"),
        WarmStart(equal + Array(repeating: 0, count: weights - targets), name: "targets"),
      ], initialPoints: mixing.initialTrials)
    settings.hyperparameterSamples = mixing.hyperparameterSamples
    settings.partWeights = hasParts ? equal : []
    var optimizer = BayesianOptimizer(
      space: SimplexSpace(count: weights), settings: settings,
      streams: streams.substreams("search"))
    let stream = streams.stream("search-noise", trials)
    var asked = 0
    while asked < trials {
      for suggestion in try optimizer.ask(atMost: min(mixing.proposedTogether, trials - asked)) {
        let parts = zip(losses([suggestion.point])[0], deviations).map {
          $0 + noise * $1 * stream.normal()
        }
        try optimizer.tell(
          suggestion, objective: dot(equal, parts), parts: hasParts ? parts : nil)
        asked += 1
      }
    }
    let unit = SampleStatistics(truth.map { dot(equal, $0) }).standardDeviation ?? 1
    return (dot(equal, losses([try optimizer.recommend()])[0]) - minimum()) / unit
  }

  /// The least mean of the targets, by exponentiated gradients; it is convex.
  private func minimum() -> Double {
    var mixture = [Double](repeating: 1 / Double(weights), count: weights)
    var least = Double.infinity
    for step in 0..<4_000 {
      let slopes = law.gradients(at: mixture).prefix(targets)
      let total = mixture.indices.map { weight in slopes.reduce(0) { $0 + $1[weight] } }
      let largest = total.reduce(1e-12) { max($0, abs($1)) }
      let rate = 0.3 / largest / (1 + Double(step) / 40).squareRoot()
      let raised = zip(mixture, total).map { max($0, 1e-9) * exp(-rate * $1) }
      let sum = raised.reduce(0, +)
      mixture = raised.map { $0 / sum }
      least = min(least, losses([mixture])[0].reduce(0, +) / Double(targets))
    }
    return least
  }
}
