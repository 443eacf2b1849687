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

/// Prints what was found and writes `result.json` into the folder of the run, unless it is there.
///
/// - Throws: `ResultFileNotWritten`, once it is printed.
func publish(_ outcome: Outcome, in folder: URL, asJSON: Bool) throws {
  let json = try ResultFile(outcome).json()
  print(asJSON ? json : outcome.terminalSummary, terminator: asJSON ? "" : "\n")
  let file = folder.appending(path: "result.json")
  let bytes = Data(json.utf8)
  guard (try? Data(contentsOf: file)) != bytes else { return }
  do {
    try bytes.write(to: file, options: .atomic)
  } catch {
    throw ResultFileNotWritten(path: file.relativePath, reason: error.localizedDescription)
  }
}

/// The folder of a run takes no `result.json`.
struct ResultFileNotWritten: Error, CustomStringConvertible {
  let path: String
  let reason: String

  /// The failure as a sentence.
  var description: String { "'\(path)' could not be written: \(reason)" }
}
