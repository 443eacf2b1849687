import Foundation
import GSLNumerics
import MixtureRegression

/// Measures `autosem fit` on tables of runs.
///
/// `mixtures` makes the tables itself, and `tables` reads those of a folder, such as `experiments/worth`: for each
/// number of runs and each model the rank correlation by cross-validation, that on held-out mixtures, and what the
/// recommended mixture loses.
///
/// - Parameter arguments: What to measure; for `mixtures` the standard deviation of the noise, in standard deviations of
///   the objective over the runs, the number of seeds and the numbers of weights; for `tables` the folder.
func measureFits(_ arguments: [String]) throws {
  let values = Array(arguments.dropFirst())
  switch arguments.first {
  case "mixtures":
    let weights = values.dropFirst(2).compactMap { Int($0) }
    let noise = values.first.flatMap { Double($0) } ?? 0.1
    let problems = MixtureProblem.all(
      weights: weights.isEmpty ? [5, 10, 17] : weights,
      seeds: 1...max(values.dropFirst().first.flatMap { UInt64($0) } ?? 2, 1))
    try FitBenchmark.print(
      problems.map { problem in
        FitProblem(SimulatedRuns(of: problem, runs: FitBenchmark.counts.max() ?? 0, noise: noise))
      }, runs: FitBenchmark.counts)
  case "tables" where values.count == 1:
    let folder = URL(filePath: values[0])
    let problems = try FileManager.default.contentsOfDirectory(atPath: values[0]).sorted()
      .filter { $0.hasSuffix(".csv") }
      .map { name in
        FitProblem(try MixtureTable(contentsOf: folder.appending(path: name)), name: name)
      }
    try FitBenchmark.print(problems, runs: [32, 64, 96])
  default:
    print("usage: autosem-benchmark fit mixtures [NOISE [SEEDS [WEIGHTS ...]]] | fit tables FOLDER")
  }
}

/// The table of the measurements.
private enum FitBenchmark {
  static let counts = [32, 64, 128, 256]

  /// Prints the means over the problems for each number of runs and each model.
  static func print(_ problems: [FitProblem], runs counts: [Int]) throws {
    Swift.print(
      "| runs | model | cross-validated | held out | within 95 % | loss of the recommended mixture |"
    )
    Swift.print("|---|---|---|---|---|---|")
    for count in counts {
      let fitting = problems.filter { $0.runs >= count }
      let results = try fitting.map { try $0.results(runs: count) }
      for index in results.first?.indices ?? 0..<0 {
        let rows = results.map { $0[index] }
        let means = [\FitResult.crossValidated, \.heldOut, \.within95, \.loss].map { number in
          let known = rows.compactMap { $0[keyPath: number] }
          return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
        }
        Swift.print(
          "| \(count) | \(rows[0].model) |"
            + means.map { $0.map { String(format: " %.3f |", $0) } ?? " – |" }.joined())
      }
    }
  }
}

/// What a model makes of a table.
struct FitResult {
  let model: String

  /// The rank correlation by cross-validation; nil for a run, which predicts nothing.
  let crossValidated: Double?

  /// The rank correlation with the truth on held-out mixtures.
  let heldOut: Double?

  /// The share of runs in their 95 % intervals, by cross-validation.
  let within95: Double?

  /// What the recommended mixture loses against the best one, in standard deviations of the objective; nil if it is not
  /// known.
  let loss: Double?
}
