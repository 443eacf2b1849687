import ArgumentParser
import AutoSeM
import Foundation
import PolicyComparison
import Reports
import RunJournal

/// `autosem watch`.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows how far a run is that goes on elsewhere, until it ends.",
    discussion: """
      Reads the run's journal alone and writes nothing into its folder. On a terminal the view is redrawn in place; \
      elsewhere a line is printed when something has happened. At the end of the run its result is printed.

      Exit codes: 0 the run is done, 1 it has stopped before its end, 2 there is no such run, 130 interrupted.
      """)

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("The seconds between two looks at the journal.", valueName: "seconds"))
  var every = 2.0

  @OptionGroup var form: JSONOption

  func validate() throws {
    guard (0.1...3_600).contains(every) else {
      throw ValidationError("--every takes a number of seconds from 0.1 to 3600, got \(every)")
    }
  }

  func run() async throws {
    let watching = try reportingProblems { try Watching(folder: URL(filePath: folder)) }
    let (pause, asJSON) = (Duration.seconds(every), form.json)
    let task = Task { try await watching.untilItEnds(every: pause, asJSON: asJSON) }
    let interrupts = onInterrupts { task.cancel() }
    defer { interrupts.forEach { $0.cancel() } }
    do {
      try await task.value
    } catch is CancellationError {
      throw ExitCode(130)
    } catch let code as ExitCode {
      throw code
    } catch {
      complain("\(error)")
      throw ExitCode(2)
    }
  }
}

/// A look at a run that is repeated.
private struct Watching: Sendable {
  let folder: URL
  let kind: RunHeader.Kind

  init(folder: URL) throws {
    self.folder = folder
    let journal = try Journal.open(in: folder)
    try journal.checkRecords()
    kind = try journal.header().kind
  }

  /// Shows the run until it ends.
  ///
  /// - Throws: `ExitCode(1)` for a run that has stopped.
  func untilItEnds(every pause: Duration, asJSON: Bool) async throws {
    var screen = LiveScreen()
    defer { screen?.clear() }
    var (look, seen, printed, state) = (try look(), Stamp(of: folder), "", RunState.running)
    while true {
      let stamp = Stamp(of: folder)
      if stamp != seen { (look, seen) = (try self.look(), stamp) }
      if screen == nil, look.line != printed {
        printed = look.line
        printForPerson(printed + "\n")
      }
      state = try RunState(of: Journal.open(in: folder), in: folder)
      if state != .running { break }
      screen?.draw { look.lines(age: stamp.age, $0, $1) }
      try await Task.sleep(for: pause)
    }
    screen?.clear()
    let report = try RunReport(of: Journal.open(in: folder))
    try asJSON ? emit(report.json) : show(report.summary)
    guard state == .finished else {
      complain("the run has stopped; go on with: autosem resume \(quoted(folder.relativePath))")
      throw ExitCode(1)
    }
  }

  /// Reads what the view shows.
  private func look() throws -> Look {
    let journal = try Journal.open(in: folder)
    switch kind {
    case .search: return .search(try RunProgress(of: journal))
    case .comparison:
      let runs = try journal.policyRuns().count
      return .comparison(try Leaderboard(of: journal).terminalSummary, runs: runs)
    }
  }
}

/// What the view shows.
private enum Look {
  case search(RunProgress)
  case comparison(String, runs: Int)

  /// What a line of a log says.
  var line: String {
    switch self {
    case .search(let progress): progress.line
    case .comparison(_, let runs): "comparison: \(runs) runs"
    }
  }

  /// The lines of the view.
  ///
  /// - Parameter age: The seconds since something was recorded.
  func lines(age: Double?, _ width: Int, _ height: Int) -> [LiveLine] {
    switch self {
    case .search(let progress):
      let clock = LiveView.Clock(state: age.map { "last step \(duration($0)) ago" })
      return LiveView(of: progress, clock: clock, width: width, height: height).lines
    case .comparison(let summary, _):
      return summary.split(separator: "\n").prefix(max(height, 0))
        .map { LiveLine(String($0), width: width) }
    }
  }
}

/// When the files of a journal were written last, which is asked before the journal is read.
private struct Stamp: Equatable {
  private let moments: [Date?]
  private let sizes: [Int?]

  init(of folder: URL) {
    let values = ["journal.sqlite", "journal.sqlite-wal"].map { name in
      try? folder.appending(path: name)
        .resourceValues(forKeys: [.contentModificationDateKey, .fileSizeKey])
    }
    moments = values.map { $0?.contentModificationDate }
    sizes = values.map { $0?.fileSize }
  }

  var age: Double? { moments.compactMap(\.self).max().map { max(-$0.timeIntervalSinceNow, 0) } }
}
