import ArgumentParser
import AutoSeM
import Foundation
import Reports
import RunJournal

/// `autosem report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what a run found, and writes its result.json.")

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Flag(help: "Print the result as JSON instead of the summary.")
  var json = false

  func run() throws {
    try reportingProblems {
      let folder = URL(filePath: folder)
      try publish(Outcome(of: Journal.open(in: folder)), in: folder, asJSON: json)
    }
  }
}

/// Writes `result.json` into the folder of a run and prints what was found.
func publish(_ outcome: Outcome, in folder: URL, asJSON: Bool) throws {
  let json = try ResultFile(outcome).json()
  try json.write(
    to: folder.appending(path: "result.json"), atomically: true, encoding: .utf8)
  print(asJSON ? json : outcome.terminalSummary, terminator: asJSON ? "" : "\n")
}
