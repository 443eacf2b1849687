import ArgumentParser
import BayesianOptimization
import Foundation
import GSLNumerics

/// Measures the final regret of the optimiser and of random search on functions with known minima.
///
/// Prints a Markdown table: the median over seeds, and the quartiles, of the decimal logarithm of the regret
/// of the best point tried or, with noise, of the recommended point; random search recommends its best.
struct OptimizerBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimizer",
    abstract: "Measures the regret of the optimiser and of random search on known functions.")

  @Argument(help: "The number of seeds.")
  var seeds: Count = 10

  @Argument(
    help: ArgumentHelp(
      "The functions: \(UnknownObjective.known). Default: all.", valueName: "objective"))
  var objectives: [String] = []

  func validate() throws {
    for name in objectives where !Objective.catalogue.contains(where: { $0.name == name }) {
      throw UnknownObjective(name: name)
    }
  }

  func run() throws {
    print(
      """
      log10 of the regret, \(seeds.rawValue) seeds: median [quartiles]

      | objective | numbers | trials | noise | random search | autosem | CPU-ms a suggestion |
      |---|---|---|---|---|---|---|
      """)
    for (name, make) in Objective.catalogue where objectives.isEmpty || objectives.contains(name) {
      let problems = try (0..<UInt64(seeds.rawValue)).map(make)
      var ours: [Double] = []
      let seconds = try processorSeconds {
        for (seed, objective) in problems.enumerated() {
          ours.append(try regret(of: objective, seed: seed, search: optimise))
        }
      }
      let random = try problems.enumerated().map {
        try regret(of: $1, seed: $0, search: sample)
      }
      let trials = problems.reduce(0) { $0 + $1.budget }
      let milliseconds = (seconds / Double(trials) * 10_000).rounded() / 10
      print(
        "| \(name) | \(problems[0].space.dimension) | \(problems[0].budget) "
          + "| \(problems[0].noise) | \(quartiles(random)) | \(quartiles(ours)) "
          + "| \(milliseconds) |")
    }
  }
}

/// An unknown name of an objective.
struct UnknownObjective: Error, CustomStringConvertible {
  let name: String

  /// The names of all objectives.
  static let known = Objective.catalogue.map(\.name).joined(separator: ", ")

  var description: String {
    "there is no objective '\(name)': one of \(Self.known) was expected"
  }
}

// MARK: - Searches

/// The result of a search.
private struct SearchResult {
  var tried: [(point: [Double], value: Double)] = []
  var recommendation: [Double]?
}

/// A search of an objective, with `observe` for its noisy values.
private typealias Search = (
  _ objective: Objective, _ streams: RandomStreams,
  _ observe: (_ trial: Int, _ point: [Double]) -> Double
) throws -> SearchResult

private func optimise(
  _ objective: Objective, streams: RandomStreams, observe: (Int, [Double]) -> Double
) throws -> SearchResult {
  var result = SearchResult()
  var search = BayesianOptimizer(
    space: objective.space,
    settings: .standard(
      for: objective.space, budget: objective.budget, isNoisy: objective.noise > 0),
    streams: streams)
  for trial in 0..<objective.budget {
    let suggestion = try search.ask()
    let value = observe(trial, suggestion.point)
    try search.tell(suggestion, objective: value)
    result.tried.append((suggestion.point, value))
  }
  result.recommendation = try search.recommend()
  return result
}

private func sample(
  _ objective: Objective, streams: RandomStreams, observe: (Int, [Double]) -> Double
) -> SearchResult {
  var result = SearchResult()
  for trial in 0..<objective.budget {
    let point = objective.space.sample(using: streams.stream("sample", trial))
    result.tried.append((point, observe(trial, point)))
  }
  return result
}

/// Returns the logarithm of the regret of a search; with noise, of its recommendation.
private func regret(of objective: Objective, seed: Int, search: Search) throws -> Double {
  let streams = RandomStreams(seed: UInt64(seed)).substreams("optimizer-benchmark")
  let result = try search(objective, streams) { trial, point in
    objective.value(point) + objective.noise * streams.stream("noise", trial).normal()
  }
  let best = result.tried.min { $0.value < $1.value }?.point ?? []
  return objective.logRegret(at: objective.noise > 0 ? result.recommendation ?? best : best)
}

private func quartiles(_ values: [Double]) -> String {
  let sorted = values.sorted()
  func quantile(_ share: Double) -> String {
    let position = share * Double(sorted.count - 1)
    let (low, high) = (sorted[Int(position)], sorted[min(Int(position) + 1, sorted.count - 1)])
    return String(format: "%.2f", low + (position - position.rounded(.down)) * (high - low))
  }
  return "\(quantile(0.5)) [\(quantile(0.25)), \(quantile(0.75))]"
}
