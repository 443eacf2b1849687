import ArgumentParser
import ExperimentFiles
import Foundation

/// The options that make an experiment, or change one that a file describes.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "An experiment file in YAML.", completion: .file(extensions: ["yml", "yaml"]))
  var file: String?

  @Option(help: "The task that matters.")
  var primary: String?

  @Option(help: ArgumentHelp("The candidate tasks; all others by default.", valueName: "a,b"))
  var auxiliary: String?

  @Option(
    help: ArgumentHelp(
      "A folder of GLUE tasks; the built-in synthetic suite by default.", valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(help: "The seed of every random choice.")
  var seed: String?

  @Option(help: "'default', or 'paper' for every choice as the original had it.")
  var mode: String?

  @Option(help: "How many mixtures stage two tries.")
  var trials: String?

  @Option(help: "How many trials run at once.")
  var workers: String?

  @Option(
    help: ArgumentHelp("The folder of the run; a new one in 'runs' by default."),
    completion: .directory)
  var output: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Any key of an experiment file.", valueName: "key=value"))
  var assignments: [String] = []

  /// The experiment of the file, if there is one, as changed by the options.
  ///
  /// - Parameter more: Further keys and their values.
  /// - Throws: `ExperimentFileError` with every problem there is.
  func resolved(
    overriding more: [(key: String, value: String)] = []
  ) throws -> ResolvedExperiment {
    let experiment =
      try file.map { try ExperimentFile(contentsOf: URL(filePath: $0)) } ?? ExperimentFile.empty
    return try experiment.resolved(overriding: overrides() + more)
  }

  private func overrides() throws -> [(key: String, value: String)] {
    let named = [
      ("mode", mode), ("primary", primary), ("auxiliary", auxiliary.map { "[\($0)]" }),
      ("data", data), ("seed", seed), ("mixing.trials", trials), ("workers", workers),
      ("output", output),
    ]
    let given = named.compactMap { key, value in value.map { (key: key, value: $0) } }
    return try given
      + assignments.map { assignment in
        let parts = assignment.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else {
          throw ValidationError("--set takes key=value, got '\(assignment)'")
        }
        return (key: String(parts[0]), value: String(parts[1]))
      }
  }
}
