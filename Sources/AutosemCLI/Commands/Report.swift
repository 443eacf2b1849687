import ArgumentParser
import AutoSeM
import Foundation
import PolicyComparison
import Reports
import RunJournal

/// `autosem report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the result of a run, finished or not, and writes its result.json.")

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Flag(help: "Print the result as JSON instead of the summary.")
  var json = false

  func run() throws {
    try reportingProblems {
      let folder = URL(filePath: folder)
      let journal = try Journal.open(in: folder)
      switch try journal.header().kind {
      case .search: try publish(Outcome(of: journal), in: folder, asJSON: json)
      case .comparison: try publish(Leaderboard(of: journal), in: folder, asJSON: json)
      }
    }
  }
}

/// Prints what a run found and writes `result.json` into its folder, unless it is there.
///
/// - Throws: `ResultFileNotWritten`, once it is printed.
func publish(_ outcome: Outcome, in folder: URL, asJSON: Bool) throws {
  try publish(outcome.terminalSummary, json: ResultFile(outcome).json(), in: folder, asJSON: asJSON)
}

/// Prints how policies compare and writes `result.json` into the comparison's folder, unless it is
/// there.
///
/// - Throws: `ResultFileNotWritten`, once it is printed.
func publish(_ leaderboard: Leaderboard, in folder: URL, asJSON: Bool) throws {
  try publish(
    leaderboard.terminalSummary, json: LeaderboardFile(leaderboard).json(), in: folder,
    asJSON: asJSON)
}

private func publish(_ summary: String, json: String, in folder: URL, asJSON: Bool) throws {
  print(asJSON ? json : summary, terminator: asJSON ? "" : "\n")
  let file = folder.appending(path: "result.json")
  let bytes = Data(json.utf8)
  guard (try? Data(contentsOf: file)) != bytes else { return }
  do {
    try bytes.write(to: file, options: .atomic)
  } catch {
    throw ResultFileNotWritten(path: file.relativePath, reason: error.localizedDescription)
  }
}

/// The file `result.json` could not be written into the folder of a run.
struct ResultFileNotWritten: Error, CustomStringConvertible {
  let path: String
  let reason: String

  /// The failure as a sentence.
  var description: String { "'\(path)' could not be written: \(reason)" }
}
