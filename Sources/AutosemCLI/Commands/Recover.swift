import ArgumentParser
import Foundation
import Reports
import RunJournal

/// `autosem recover`.
struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Saves what can be read of a damaged journal.",
    discussion: """
      Makes a new run of the rows that can be read, in a folder beside that of the damaged one, which is not changed. \
      'autosem report' shows it, and 'autosem resume' makes what is missing again.
      """)

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The folder of the new run. Default: that of the damaged one with '-recovered'.",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @OptionGroup var form: JSONOption

  func run() throws {
    try reportingProblems {
      let damaged = URL(filePath: folder).standardizedFileURL
      let target =
        output.map { URL(filePath: $0) }
        ?? damaged.deletingLastPathComponent().appending(
          path: damaged.lastPathComponent + "-recovered")
      let recovery = try Journal.recover(damaged, into: target)
      let path = output ?? folder.trimmingSuffix("/") + "-recovered"
      if form.json { return try emit(json: RecoveredRun(recovery, in: path)) }
      let lines = recovery.tables.filter { $0.saved + $0.dropped > 0 || $0.hasGaps }
        .map { "  \($0.description)" }
      let summary =
        recovery.isWhole ? "nothing was lost" : "what is missing is made again by 'autosem resume'"
      try show((lines + ["saved in \(path); \(summary)"]).joined(separator: "\n"))
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: Character) -> String {
    var text = Substring(self)
    while text.count > 1, text.last == suffix { text.removeLast() }
    return String(text)
  }
}
