import ArgumentParser
import AutoSeM
import ExperimentFiles
import Foundation
import Multitask
import Reports
import TaskData

/// `autosem tasks`.
struct Tasks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the tasks with their sizes, metrics and labels, or looks at data files.",
    discussion: """
      Given data files, says of each what it is taken for: its format and layout, what its columns hold, what \
      can probably be predicted, and the keys of an experiment file for it.
      """)

  @Argument(
    help: ArgumentHelp(
      "An experiment file in YAML whose tasks are listed, or files of data to look at.",
      valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder of GLUE tasks. Default: the built-in synthetic suite.", valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(help: "The seed of the synthetic suite, and of the splits that are drawn at random.")
  var seed: UInt64?

  @OptionGroup var form: JSONOption

  func run() throws {
    guard files.isEmpty || isExperiment else {
      return try reportingProblems { try look(at: files) }
    }
    try reportingProblems { try listTasks() }
  }

  /// Whether the only file is an experiment's, by its name.
  private var isExperiment: Bool {
    files.count == 1 && [".yml", ".yaml"].contains { files[0].lowercased().hasSuffix($0) }
  }

  private func listTasks() throws {
    let experiment = try experiment()
    let suite = try experiment.allTasks()
    let splits = try experiment.splits(of: suite, progress: encodingLines())
    if form.json { return try emit(json: TaskListing(suite, splits: splits)) }
    try show("data: \(suite.origin.name)")
    var table = TextTable(
      header: ["task", "training", "validation", "test", "input", "metric", "predicts"])
    for split in splits.tasks {
      let task = split.task
      table.add([
        task.name, "\(split.training.count)", "\(split.validation.count)", "\(task.test.count)",
        task.input, task.metric.rawValue, task.target.summary,
      ])
    }
    try show(table.lines.joined(separator: "\n"))
    for leak in splits.leaks { try show("leaks: \(leak)") }
    if let cut = experiment.cutTests(of: suite.names) { try show(cut) }
    for note in suite.notes { try show(note) }
  }

  private func experiment() throws -> ResolvedExperiment {
    guard let file = files.first else {
      var experiment = ResolvedExperiment(primary: "")
      experiment.data = data
      experiment.search.seed = seed ?? experiment.search.seed
      return experiment
    }
    let given = [
      ExperimentSetting("data", from: "--data", data) { .text($0) },
      ExperimentSetting("seed", from: "--seed", seed) { .seed($0) },
    ]
    return try ExperimentFile(contentsOf: URL(filePath: file))
      .resolved(overriding: given.compactMap(\.self))
  }

  /// Prints what each file is taken for; a file that cannot be read does not stop the others.
  private func look(at paths: [String]) throws {
    var failures = 0
    var inspected: [InspectedFile] = []
    for (number, path) in paths.enumerated() {
      do {
        for (part, file) in try FileList.files(of: path).enumerated() {
          let inspection = try FileInspection(path: file)
          inspected.append(InspectedFile(inspection))
          let separator = number + part > 0 ? "\n" : ""
          if !form.json { try show(separator + inspection.summary) }
        }
      } catch let error as TaskDataError {
        complain("\(error)")
        failures += 1
      }
    }
    if form.json { try emit(json: inspected) }
    if failures > 0 { throw ExitCode(2) }
  }
}

extension TaskDataset {
  /// The kind of input, or the names of the features.
  fileprivate var input: String {
    if !features.isEmpty { return features.joined(separator: ", ") }
    return isPair ? "pairs" : "sentences"
  }
}

extension TaskTarget {
  /// The labels, or the range.
  fileprivate var summary: String {
    switch self {
    case .classes(let labels):
      labels.prefix(10).joined(separator: " | ") + (labels.count > 10 ? " | …" : "")
    case .number(let range): "\(range.lowerBound) … \(range.upperBound)"
    }
  }
}
