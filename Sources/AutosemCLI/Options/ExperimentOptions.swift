import ArgumentParser
import ExperimentFiles
import Foundation
import TaskData

/// The options that make an experiment, or change one that a file describes.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "An experiment file in YAML.", completion: .file(extensions: ["yml", "yaml"]))
  var file: String?

  @Option(help: ArgumentHelp("The task that matters, or a file with its data.", valueName: "task"))
  var primary: String?

  @Option(
    help: ArgumentHelp(
      "The tasks that may help it, or files with their data. Default: all others.",
      valueName: "a,b"))
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

  @Option(
    help: ArgumentHelp(
      "All that the search may spend: trainings (40), batches ('20000 batches') or time (2h).",
      valueName: "amount"))
  var budget: String?

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
    try resolver()(more)
  }

  /// Returns what resolves the experiment with further settings, from one reading of its files.
  ///
  /// - Throws: `ExperimentFileError`, and what drafting an experiment throws.
  func resolver() throws -> ([ExperimentSetting]) throws -> ResolvedExperiment {
    let (source, settings) = (try source(), named + (try assigned()))
    return { try source.resolved(overriding: settings + $0) }
  }

  /// The experiment file that was given, or one drafted for the data files that were given as tasks.
  private func source() throws -> ExperimentFile {
    if let file {
      guard TableFormat(path: file) == nil else { throw DataIsNoExperiment(path: file) }
      return try ExperimentFile(contentsOf: URL(filePath: file))
    }
    guard let dataFiles else { return .empty }
    let draft = try DraftedFile(files: dataFiles)
    try draft.write()
    complain("wrote \(draft.path), which says how the files are read")
    return try ExperimentFile(contentsOf: URL(filePath: draft.path))
  }

  /// The files of the primary and of the auxiliary tasks, if the primary is one.
  private var dataFiles: [String]? {
    guard file == nil, let primary, TableFormat(path: primary) != nil else { return nil }
    return [primary] + (auxiliary?.items ?? [])
  }

  private var named: [ExperimentSetting] {
    [
      ExperimentSetting("mode", from: "--mode", mode?.rawValue) { .text($0) },
      effort.map {
        ExperimentSetting(key: "effort", value: .text($0.rawValue), written: "--\($0)")
      },
      ExperimentSetting("budget", from: "--budget", budget) { .text($0) },
      dataFiles == nil
        ? ExperimentSetting("primary", from: "--primary", primary) {
          let names = CommaSeparated(argument: $0).items
          return names.count == 1 ? .text($0) : .texts(names)
        } : nil,
      dataFiles == nil
        ? ExperimentSetting("auxiliary", from: "--auxiliary", auxiliary) { .texts($0.items) } : nil,
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

/// A file of data was given where an experiment is expected.
struct DataIsNoExperiment: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "'\(path)' is a file of data, an experiment in YAML was expected: 'autosem init \(quoted(path))' writes "
      + "one, and 'autosem --primary \(quoted(path)) --auxiliary …' writes and runs it"
  }
}
