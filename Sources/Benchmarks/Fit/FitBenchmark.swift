import ArgumentParser
import Foundation
import GSLNumerics
import MixtureRegression

/// Measures `autosem fit` on tables of runs.
///
/// Prints for each number of runs and each model the rank correlation by cross-validation, that on held-out mixtures, and
/// what the recommended mixture loses.
struct FitBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Measures 'autosem fit' on tables of runs.",
    subcommands: [Mixtures.self, Tables.self])

  /// Makes the tables itself.
  struct Mixtures: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measures 'autosem fit' on simulated runs of mixtures.")

    private static let runs = [32, 64, 128, 256]

    @OptionGroup var mixtures: MixtureArguments

    func run() throws {
      try printResults(
        of: mixtures.problems(weights: [5, 10, 17]).map { problem in
          FitProblem(
            SimulatedRuns(
              of: problem, runs: Self.runs.max() ?? 0, noise: mixtures.noise.rawValue))
        }, runs: Self.runs)
    }
  }

  /// Reads the tables of a folder.
  struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measures 'autosem fit' on the tables of a folder, such as experiments/worth.")

    @Argument(help: "The folder of the tables.", completion: .directory)
    var folder: String

    func run() throws {
      let url = URL(filePath: folder)
      let problems = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        .filter { $0.hasSuffix(".csv") }
        .map { name in
          FitProblem(try MixtureTable(contentsOf: url.appending(path: name)), name: name)
        }
      try printResults(of: problems, runs: [32, 64, 96])
    }
  }
}

/// Prints the means over the problems for each number of runs and each model.
private func printResults(of problems: [FitProblem], runs counts: [Int]) throws {
  print(
    "| runs | model | cross-validated | held out | within 95 % | loss of the recommended mixture |"
  )
  print("|---|---|---|---|---|---|")
  for count in counts {
    let fitting = problems.filter { $0.runs >= count }
    let results = try fitting.map { try $0.results(runs: count) }
    for index in results.first?.indices ?? 0..<0 {
      let rows = results.map { $0[index] }
      let means = [\FitResult.crossValidated, \.heldOut, \.within95, \.loss].map { number in
        let known = rows.compactMap { $0[keyPath: number] }
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
      }
      print(
        "| \(count) | \(rows[0].model) |"
          + means.map { $0.map { String(format: " %.3f |", $0) } ?? " – |" }.joined())
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
