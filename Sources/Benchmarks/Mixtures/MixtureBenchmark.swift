import BayesianOptimization
import Foundation
import GSLNumerics
import GaussianProcesses

/// Measures the optimiser on mixtures of ten and more weights.
///
/// `correlations` prints the rank correlation, in per cent, of the model's means with the truth on held-out mixtures;
/// `regrets` the regret of the recommended mixture in standard deviations of a run's noise; `tables` writes the runs
/// and the laws behind them for other tools, a line of JSON each.
///
/// - Parameter arguments: What to print; the standard deviation of the noise, in standard deviations of the objective
///   over the runs; the number of seeds; the numbers of weights.
func measureMixtures(_ arguments: [String]) throws {
  let numbers = arguments.dropFirst(3).compactMap { Int($0) }
  let benchmark = MixtureBenchmark(
    problems: MixtureProblem.all(
      weights: numbers.isEmpty ? [10, 17, 22] : numbers,
      seeds: 1...max(arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? 2, 1)),
    noise: arguments.dropFirst().first.flatMap { Double($0) } ?? 0.1)
  switch arguments.first {
  case "correlations": try benchmark.printCells(of: [32, 64, 128, 256, 512], benchmark.correlation)
  case "regrets": try benchmark.printCells(of: [30, 40, 60], benchmark.regret)
  case "tables": try benchmark.printTables(runs: 512)
  default:
    print(
      "usage: autosem-benchmark mixtures correlations|regrets|tables [NOISE [SEEDS [WEIGHTS ...]]]")
  }
}

/// Problems of mixtures, with a level of noise.
private struct MixtureBenchmark {
  let problems: [MixtureProblem]

  /// The standard deviation of the noise, in standard deviations of the objective over the runs.
  let noise: Double

  /// Prints a number for each problem and each number of runs, and their means.
  func printCells(of counts: [Int], _ number: (SimulatedRuns, Int) throws -> Double) throws {
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
  func printTables(runs: Int) throws {
    for problem in problems {
      let table = try JSONEncoder().encode(SimulatedRuns(of: problem, runs: runs, noise: noise))
      print(String(decoding: table, as: UTF8.self))
    }
  }

  /// Returns the rank correlation after some runs of a table.
  func correlation(_ table: SimulatedRuns, runs: Int) throws -> Double {
    var optimizer = optimizer(table.problem, budget: runs)
    for (mixture, objective) in zip(table.mixtures, table.objectives).prefix(runs) {
      try optimizer.tell(point: mixture, objective: objective)
    }
    let means = try optimizer.predictions(at: table.heldOut).map(\.mean)
    return 100 * rankCorrelation(means, table.truths)
  }

  /// Returns the regret of a search of some trials.
  func regret(_ table: SimulatedRuns, trials: Int) throws -> Double {
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
