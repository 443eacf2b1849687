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
    abstract: "Lists the tasks with their sizes, metrics and labels.")

  @Argument(
    help: "An experiment file in YAML whose tasks are listed.",
    completion: .file(extensions: ["yml", "yaml"]))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "A folder of GLUE tasks. Default: the built-in synthetic suite.", valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(help: "The seed of the synthetic suite, and of the splits that are drawn at random.")
  var seed: UInt64?

  func run() throws {
    try reportingProblems {
      let experiment = try experiment()
      let suite = try experiment.allTasks()
      let splits = try experiment.splits(of: suite)
      print("data: \(suite.origin.name)")
      var table = TextTable(
        header: ["task", "training", "validation", "test", "input", "metric", "predicts"])
      for split in splits.tasks {
        let task = split.task
        table.add([
          task.name, "\(split.training.count)", "\(split.validation.count)", "\(task.test.count)",
          task.input, task.metric.rawValue, task.target.summary,
        ])
      }
      print(table.lines.joined(separator: "\n"))
      for leak in splits.leaks { print("leaks: \(leak)") }
      if let cut = experiment.cutTests(of: suite.names) { print(cut) }
      for note in suite.notes { print(note) }
    }
  }

  private func experiment() throws -> ResolvedExperiment {
    guard let file else {
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
}

extension TaskDataset {
  /// What is predicted from.
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
