import ArgumentParser
import AutoSeM
import ExperimentFiles
import Foundation
import PolicyComparison
import Reports
import RunJournal

/// `autosem report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Shows the result of a run, finished or not, and writes its report.html and result.json.")

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Flag(help: "Print the result as JSON instead of the summary.")
  var json = false

  func run() throws {
    try reportingProblems {
      let folder = URL(filePath: folder)
      try publish(Journal.open(in: folder), in: folder, asJSON: json)
    }
  }
}

/// Prints the result of a run and writes `result.json` and `report.html` into its folder, unless they are
/// there.
///
/// - Throws: What the journal throws; `ReportNotWritten`, once the result is printed.
func publish(_ journal: Journal, in folder: URL, asJSON: Bool) throws {
  let header = try journal.header()
  // A run of a Swift program has no experiment file.
  let settings = (try? ResolvedExperiment(json: header.experiment))?.reportedSettings ?? []
  let (summary, json, page): (String, String, String)
  switch header.kind {
  case .search:
    let outcome = try Outcome(of: journal)
    (summary, json) = (outcome.terminalSummary, try ResultFile(outcome).json())
    page = try SearchReport(of: journal, settings: settings).html
  case .comparison:
    let leaderboard = try Leaderboard(of: journal)
    (summary, json) = (leaderboard.terminalSummary, try LeaderboardFile(leaderboard).json())
    page = try ComparisonReport(of: journal, settings: settings).html
  }
  print(asJSON ? json : summary, terminator: asJSON ? "" : "\n")
  try write(json, to: folder.appending(path: "result.json"))
  try write(page, to: folder.appending(path: "report.html"))
}

private func write(_ text: String, to file: URL) throws {
  let bytes = Data(text.utf8)
  guard (try? Data(contentsOf: file)) != bytes else { return }
  do {
    try bytes.write(to: file, options: .atomic)
  } catch {
    throw ReportNotWritten(path: file.relativePath, reason: error.localizedDescription)
  }
}

extension ResolvedExperiment {
  /// The keys as the report shows them.
  fileprivate var reportedSettings: [ReportedSetting] {
    settings.map { setting in
      ReportedSetting(
        key: setting.key, value: setting.value, description: setting.description,
        isDefault: setting.isDefault)
    }
  }
}

/// A file of the result could not be written into the folder of a run.
struct ReportNotWritten: Error, CustomStringConvertible {
  let path: String
  let reason: String

  /// The failure as a sentence.
  var description: String { "'\(path)' could not be written: \(reason)" }
}
