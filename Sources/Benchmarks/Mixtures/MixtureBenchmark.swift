import ArgumentParser
import BayesianOptimization
import Foundation
import GSLNumerics
import GaussianProcesses

/// Measures the optimiser on mixtures of ten and more weights.
struct MixtureBenchmark: ParsableCommand {
  /// What is printed.
  enum Measurement: String, CaseIterable, ExpressibleByArgument {
    /// The rank correlation, in per cent, of the model's means with the truth on held-out mixtures.
    case correlations
    /// The regret of the recommended mixture in standard deviations of a run's noise.
    case regrets
    /// The runs and the laws behind them for other tools, a line of JSON each.
    case tables
  }

  static let configuration = CommandConfiguration(
    commandName: "mixtures",
    abstract: "Measures the optimiser on mixtures of ten and more weights.")

  @Argument(
    help: """
      The rank correlations of the predictions with the truth, the regrets of the recommended mixtures, or the tables \
      of runs.
      """)
  var measurement: Measurement

  @OptionGroup var mixtures: MixtureArguments

  private var problems: [MixtureProblem] { mixtures.problems(weights: [10, 17, 22]) }

  private var noise: Double { mixtures.noise.rawValue }

  func run() throws {
    switch measurement {
    case .correlations: try printCells(of: [32, 64, 128, 256, 512], correlation)
    case .regrets: try printCells(of: [30, 40, 60], regret)
    case .tables: try printTables(runs: 512)
    }
  }

  /// Prints a number for each problem and each number of runs, and their means.
  private func printCells(of counts: [Int], _ number: (SimulatedRuns, Int) throws -> Double) throws
  {
    print("| problem | seed |" + counts.map { " \($0) |" }.joined())
    print("|---|---|" + counts.map { _ in "---|" }.joined())
    func row(_ numbers: [Double]) -> String {
      numbers.map { String(format: " %.2f |", $0) }.joined()
    }
    var rows: [[Double]] = []
    for problem in problems {
      let table = SimulatedRuns(of: problem, runs: counts.max() ?? 0, noise: noise)
      rows.append(try counts.map { try number(table, $0) })
      print("| \(problem.name) | \(problem.seed) |" + row(rows.last ?? []))
    }
    let means = counts.indices.map { index in
      rows.reduce(0) { $0 + $1[index] } / Double(max(rows.count, 1))
    }
    print("| mean | |" + row(means))
  }

  /// Writes each table as a line of JSON.
  private func printTables(runs: Int) throws {
    for problem in problems {
      let table = try JSONEncoder().encode(SimulatedRuns(of: problem, runs: runs, noise: noise))
      print(String(decoding: table, as: UTF8.self))
    }
  }

  /// Returns the rank correlation after some runs of a table.
  private func correlation(_ table: SimulatedRuns, runs: Int) throws -> Double {
    var optimizer = optimizer(table.problem, budget: runs)
    for (mixture, objective) in zip(table.mixtures, table.objectives).prefix(runs) {
      try optimizer.tell(point: mixture, objective: objective)
    }
    let means = try optimizer.predictions(at: table.heldOut).map(\.mean)
    return 100 * rankCorrelation(means, table.truths)
  }

  /// Returns the regret of a search of some trials.
  private func regret(_ table: SimulatedRuns, trials: Int) throws -> Double {
    var optimizer = optimizer(table.problem, budget: trials)
    let noises = RandomStreams(seed: table.problem.seed).stream("search-noise")
    for _ in 0..<trials {
      let suggestion = try optimizer.ask()
      let value = table.problem.value(at: suggestion.point)
      try optimizer.tell(suggestion, objective: value + table.noise * noises.normal())
    }
    return (table.problem.value(at: try optimizer.recommend()) - table.minimum) / table.noise
  }

  private func optimizer(_ problem: MixtureProblem, budget: Int) -> BayesianOptimizer {
    let space = SimplexSpace(count: problem.count)
    return BayesianOptimizer(
      space: space, settings: .standard(for: space, budget: budget, isNoisy: true),
      seed: problem.seed)
  }
}
