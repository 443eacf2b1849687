import ArgumentParser
import ExperimentFiles
import Foundation
import Multitask
import Reports
import TaskData

/// `autosem tasks`.
struct Tasks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the tasks there are: their sizes, metrics and labels.")

  @Option(
    help: ArgumentHelp(
      "A folder of GLUE tasks; the built-in synthetic suite by default.", valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(help: "The seed that the synthetic suite is made from.")
  var seed: UInt64 = 1

  func run() throws {
    try reportingProblems {
      let suite =
        try data.map { try TaskSuite.glue(from: URL(filePath: $0)) }
        ?? TaskSuite.synthetic(seed: seed)
      print("data: \(suite.origin.name)")
      var table = TextTable(header: ["task", "training", "test", "text", "metric", "predicts"])
      for task in suite.tasks {
        table.add([
          task.name, "\(task.training.count)", "\(task.test.count)",
          task.isPair ? "pairs" : "sentences", task.metric.rawValue, task.target.summary,
        ])
      }
      print(table.lines.joined(separator: "\n"))
    }
  }
}

extension TaskTarget {
  /// The labels, or the range.
  fileprivate var summary: String {
    switch self {
    case .classes(let labels): labels.joined(separator: " | ")
    case .number(let range): "\(range.lowerBound) … \(range.upperBound)"
    }
  }
}
