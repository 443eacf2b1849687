import ArgumentParser
import ExperimentFiles
import Foundation

/// The options that make an experiment, or change one that a file describes.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "An experiment file in YAML.", completion: .file(extensions: ["yml", "yaml"]))
  var file: String?

  @Option(help: ArgumentHelp("The task that matters.", valueName: "task"))
  var primary: String?

  @Option(
    help: ArgumentHelp("The tasks that may help it. Default: all others.", valueName: "a,b"))
  var auxiliary: CommaSeparated?

  @Option(
    help: ArgumentHelp(
      "A folder of GLUE tasks. Default: the built-in synthetic suite.", valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(help: "The seed of all random numbers.")
  var seed: UInt64?

  @Option(help: "The settings to start from: recommended, or those of the paper.")
  var mode: ExperimentMode?

  @Flag(help: "The budget of what is not given: a first look, or a longer search.")
  var effort: EffortFlag?

  @Option(help: ArgumentHelp("The number of mixtures to try.", valueName: "count"))
  var trials: Int?

  @Option(help: ArgumentHelp("The number of models to train at once.", valueName: "count"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "The folder for the run. Default: a new one in 'runs'.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Any key of an experiment file, such as mixing.steps=600; may be repeated.",
      valueName: "key=value"))
  var assignments: [String] = []

  /// Returns the experiment of the file, if there is one, as changed by the options.
  ///
  /// - Parameter more: Further settings.
  /// - Throws: `ExperimentFileError` with all problems.
  func resolved(overriding more: [ExperimentSetting] = []) throws -> ResolvedExperiment {
    let experiment =
      try file.map { try ExperimentFile(contentsOf: URL(filePath: $0)) } ?? ExperimentFile.empty
    return try experiment.resolved(overriding: named + assigned() + more)
  }

  private var named: [ExperimentSetting] {
    [
      ExperimentSetting("mode", from: "--mode", mode?.rawValue) { .text($0) },
      effort.map {
        ExperimentSetting(key: "effort", value: .text($0.rawValue), written: "--\($0)")
      },
      ExperimentSetting("primary", from: "--primary", primary) { .text($0) },
      ExperimentSetting("auxiliary", from: "--auxiliary", auxiliary) { .texts($0.items) },
      ExperimentSetting("data", from: "--data", data) { .text($0) },
      ExperimentSetting("seed", from: "--seed", seed) { .seed($0) },
      ExperimentSetting("mixing.trials", from: "--trials", trials) { .integer($0) },
      ExperimentSetting("workers", from: "--workers", workers) { .integer($0) },
      ExperimentSetting("output", from: "--output", output) { .text($0) },
    ].compactMap(\.self)
  }

  private func assigned() throws -> [ExperimentSetting] {
    try assignments.map { assignment in
      let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--set takes key=value, got '\(assignment)'")
      }
      return ExperimentSetting(key: parts[0], text: parts[1])
    }
  }
}
