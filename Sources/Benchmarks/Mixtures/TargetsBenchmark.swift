import ArgumentParser
import AutoSeM
import BayesianOptimization
import GSLNumerics
import GaussianProcesses

/// Compares one model of a sum of targets with one model of each.
struct TargetsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets",
    abstract: "Compares one model of a sum of targets with one model of each.",
    subcommands: [Models.self, Search.self], defaultSubcommand: Models.self)
}

extension TargetsBenchmark {
  /// Compares one model of a sum of targets with one model of each, added up.
  ///
  /// A target is the loss of a domain of a mixing law; the objective is the mean of some. A run's noise is independent
  /// between targets, so that it is smaller in the sum. Prints, for each number of weights, targets and runs, the rank
  /// correlation of predictions with the truth, and the regret of the least upper bound among the runs and a thousand other
  /// mixtures, in standard deviations of the objective; each is the mean over laws and seeds, with the mean difference and
  /// its standard error.
  struct Models: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compares the predictions and the recommended mixtures of the models.")

    @Argument(help: "The number of seeds.")
    var seeds: Count = 10

    @Argument(help: "The standard deviation of the noise, in those of each target.")
    var noise: Magnitude = 0.3

    func run() throws {
      print(
        "| weights | targets | runs | rank correlation: of the sum | of each | difference | regret: of the sum | of each "
          + "| difference |\n|---|---|---|---|---|---|---|---|---|")
      for (weights, targets) in [(4, 2), (4, 4), (8, 4)] {
        for runs in [12, 24] {
          let measured = try MixtureLaw.Form.allCases.flatMap { form in
            try seeds.seeds.map { seed in
              try TargetsProblem(form, weights: weights, targets: targets, seed: seed)
                .measured(runs: runs, noise: noise.rawValue)
            }
          }
          func cells(_ value: (TargetsProblem.Result) -> Double) -> String {
            let (sum, each) = (measured.map { value($0.sum) }, measured.map { value($0.each) })
            let difference = SampleStatistics(zip(each, sum).map { $0 - $1 })
            return
              "\(fixed(SampleStatistics(sum).mean)) | \(fixed(SampleStatistics(each).mean)) | "
              + "\(signed(difference.mean)) ± \(fixed((difference.varianceOfMean ?? 0).squareRoot()))"
          }
          print(
            "| \(weights) | \(targets) | \(runs) | \(cells(\.correlation)) | \(cells(\.regret)) |")
        }
      }
    }
  }
}

/// A mixing law of which some domains are targets.
struct TargetsProblem {
  /// What a model is worth.
  fileprivate struct Result {
    let correlation: Double
    let regret: Double
  }

  let law: MixtureLaw
  let weights: Int
  let targets: Int
  let streams: RandomStreams

  init(_ form: MixtureLaw.Form, weights: Int, targets: Int, seed: UInt64) {
    streams = RandomStreams(seed: seed).substreams("targets-\(form.rawValue)", weights)
    law = MixtureLaw(form, weights: weights, using: streams.stream("law"))
    (self.weights, self.targets) = (weights, targets)
  }

  /// Returns the targets' losses at mixtures, `[mixtures][targets]`.
  func losses(_ mixtures: [[Double]]) -> [[Double]] {
    mixtures.map { Array(law.losses(at: $0).prefix(targets)) }
  }

  func mixtures(_ count: Int, _ name: String) -> [[Double]] {
    let stream = streams.stream(name)
    return (0..<count).map { _ in stream.dirichlet(Array(repeating: 1, count: weights)) }
  }

  fileprivate func measured(runs: Int, noise: Double) throws -> (sum: Result, each: Result) {
    let held = mixtures(1_000, "held-out")
    let truth = losses(held)
    let deviations = (0..<targets).map { target in
      SampleStatistics(truth.map { $0[target] }).standardDeviation ?? 0
    }
    let tried = mixtures(runs, "runs")
    let stream = streams.stream("noise", runs)
    let seen = losses(tried).map { row in
      zip(row, deviations).map { $0 + noise * $1 * stream.normal() }
    }
    let points = held + tried
    let actual = (truth + losses(tried)).map(mean)
    let sum = try predictions(tried, seen.map(mean), at: points)
    let parts = try (0..<targets).map { target in
      try predictions(tried, seen.map { $0[target] }, at: points)
    }
    let each = points.indices.map { index in
      let count = Double(targets)
      return (
        mean: parts.reduce(0) { $0 + $1[index].mean } / count,
        variance: parts.reduce(0) { $0 + $1[index].variance } / (count * count)
      )
    }
    let unit = SampleStatistics(actual.prefix(held.count).map { $0 }).standardDeviation ?? 1
    func result(_ predicted: [(mean: Double, variance: Double)]) -> Result {
      let bounds = predicted.map { $0.mean + $0.variance.squareRoot() }
      let choice = bounds.indices.min { bounds[$0] < bounds[$1] } ?? 0
      return Result(
        correlation: rankCorrelation(
          predicted.prefix(held.count).map(\.mean), Array(actual.prefix(held.count))),
        regret: (actual[choice] - (actual.min() ?? 0)) / unit)
    }
    return (result(sum), result(each))
  }

  private func predictions(
    _ tried: [[Double]], _ objectives: [Double], at points: [[Double]]
  ) throws -> [(mean: Double, variance: Double)] {
    var settings = OptimizerSettings()
    settings.hyperparameterSamples = MixingSettings().hyperparameterSamples
    var optimizer = BayesianOptimizer(space: SimplexSpace(count: weights), settings: settings)
    for (point, objective) in zip(tried, objectives) {
      try optimizer.tell(point: point, objective: objective)
    }
    return try optimizer.predictions(at: points).map {
      ($0.mean, $0.standardDeviation * $0.standardDeviation)
    }
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
