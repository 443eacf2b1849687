import AutoSeM
import Plots
import PolicyComparison
public import RunJournal

/// The report of a run in every form: a pure function of its journal, at any time of the run.
public struct RunReport: Sendable {
  /// The lines for a terminal.
  public let summary: String

  /// The text of the file `result.json`.
  public let json: String

  /// The candidates of confirmation, or the policies of a comparison, as a table with commas.
  public let csv: String

  let document: Document

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - settings: The keys of the experiment; none for a run of a Swift program.
  /// - Throws: What the journal throws; `EncodingError` for a number that JSON cannot hold.
  public init(of journal: Journal, settings: [ReportedSetting] = []) throws {
    switch try journal.header().kind {
    case .search:
      let outcome = try Outcome(of: journal)
      summary = outcome.terminalSummary
      json = try ResultFile(outcome).json()
      csv = outcome.resultTable.csv
      document = try SearchReport(of: journal, settings: settings).document
    case .comparison:
      try journal.checkRecords()
      let leaderboard = try Leaderboard(of: journal)
      summary = leaderboard.terminalSummary
      json = try LeaderboardFile(leaderboard).json()
      csv = leaderboard.resultTable.csv
      document = try ComparisonReport(of: journal, settings: settings).document
    }
  }

  /// Reads several searches, which are put side by side.
  ///
  /// - Throws: What the journals throw; `ComparisonAmongRuns`; `EncodingError`.
  public init(of runs: [ReportedRun]) throws {
    precondition(!runs.isEmpty, "at least one run is expected")
    let read = try runs.map { run in
      guard try run.journal.header().kind == .search else {
        throw ComparisonAmongRuns(name: run.name)
      }
      return RunsReport.Run(
        name: run.name, outcome: try Outcome(of: run.journal), settings: run.settings)
    }
    let report = RunsReport(runs: read)
    document = report.document
    summary = report.terminalSummary
    csv = report.resultTable.csv
    json = try resultJSON(
      read.map { NamedResult(run: $0.name, result: ResultFile($0.outcome)) })
  }

  private struct NamedResult: Encodable {
    let run: String
    let result: ResultFile
  }

  /// The text of the file `report.html`.
  public var html: String { HTMLPage(document: document).text }

  /// The text and the tables in Markdown, as GitHub has it.
  public var markdown: String { MarkdownText(document: document).text }

  /// The tables in LaTeX, for the package `booktabs`.
  public var latex: String { LaTeXText(document: document).text }

  /// The plots as SVG files, with names that any file system takes.
  public var drawings: [(fileName: String, svg: String)] {
    document.figures.enumerated().map { index, figure in
      let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
      return ("\(number)-\(figure.title.slug).svg", figure.svg)
    }
  }
}

extension String {
  /// The letters and digits of ASCII, with one dash for all between them.
  fileprivate var slug: String {
    lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      .joined(separator: "-").prefix(60).description
  }
}

/// A run among several.
public struct ReportedRun: Sendable {
  let name: String
  let journal: Journal
  let settings: [ReportedSetting]

  /// Names a run.
  ///
  /// - Parameters:
  ///   - name: The name, such as that of its folder.
  ///   - journal: The journal.
  ///   - settings: The keys of the experiment; none for a run of a Swift program.
  public init(name: String, journal: Journal, settings: [ReportedSetting] = []) {
    self.name = name
    self.journal = journal
    self.settings = settings
  }
}

/// A comparison was to be put beside searches.
public struct ComparisonAmongRuns: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name of the comparison.
  public let name: String

  /// The failure as a sentence.
  public var description: String {
    "'\(name)' is a comparison of policies, and only searches can be put side by side: report it alone"
  }
}
