import ArgumentParser
import ExperimentFiles
import Foundation
import Reports
import RunJournal

/// `autosem report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Shows the result of a run, finished or not, and writes its report.html and result.json.",
    discussion: """
      Several runs are put side by side, and report.html is written into the folder that holds the first of them.

      With --format, prints the report in that form and writes nothing, except that --format svg writes each plot \
      into the folder 'plots' of the run and prints the paths.
      """)

  /// A form of the report.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, html, markdown, latex, csv, json, svg
  }

  @Argument(help: "The folder of the run, or of each run.", completion: .directory)
  var folders: [String]

  @OptionGroup var form: JSONOption

  @Option(help: "The form in which the report is printed.")
  var format: Format?

  func run() throws {
    try reportingProblems {
      let folders = folders.map { URL(filePath: $0) }
      let folder = folders.count == 1 ? folders[0] : folders[0].deletingLastPathComponent()
      let report =
        folders.count == 1
        ? try RunReport(of: Journal.open(in: folder))
        : try RunReport(of: ReportedRun.runs(in: folders))
      guard let format else {
        return try publish(report, in: folder, asJSON: form.json, isOneRun: folders.count == 1)
      }
      switch format {
      case .text: try show(report.summary)
      case .html: try emit(report.html)
      case .markdown: try emit(report.markdown)
      case .latex: try emit(report.latex)
      case .csv: try emit(report.csv)
      case .json: try emit(report.json)
      case .svg: try writePlots(of: report, into: folder.appending(path: "plots"))
      }
    }
  }

  func validate() throws {
    if folders.isEmpty { throw ValidationError("the folder of a run is expected") }
    try form.checkAlone(beside: format)
  }

  private func writePlots(of report: RunReport, into folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ReportNotWritten(path: folder.relativePath, reason: error.systemReason)
    }
    for drawing in report.drawings {
      let file = folder.appending(path: drawing.fileName)
      try write(drawing.svg, to: file)
      try show(file.relativePath)
    }
  }
}

extension RunReport {
  /// Reads the run of a journal, with the keys of its experiment.
  init(of journal: Journal) throws {
    try self.init(of: journal, settings: reportedSettings(of: journal))
  }
}

extension ReportedRun {
  /// Reads the runs of folders, which give them their names, or their paths where two have one name.
  static func runs(in folders: [URL]) throws -> [ReportedRun] {
    let names = folders.map { $0.standardizedFileURL.lastPathComponent }
    return try zip(folders, names).map { folder, name in
      let journal = try Journal.open(in: folder)
      let isUnique = names.count { $0 == name } == 1
      return ReportedRun(
        name: isUnique ? name : folder.relativePath, journal: journal,
        settings: try reportedSettings(of: journal))
    }
  }
}

/// The keys of a run's experiment; none for a run of a Swift program, which has no experiment file.
private func reportedSettings(of journal: Journal) throws -> [ReportedSetting] {
  let experiment = try? ResolvedExperiment(json: journal.header().experiment)
  return experiment?.settings.map { setting in
    ReportedSetting(
      key: setting.key, value: setting.value, description: setting.description,
      isDefault: setting.isDefault)
  } ?? []
}

/// Prints the result of a run and writes `result.json` and `report.html` into its folder, unless they are
/// there; of several runs, `report.html` alone.
///
/// - Throws: `ReportNotWritten` and `OutputNotWritten`, once the rest is done.
func publish(
  _ report: RunReport, in folder: URL, asJSON: Bool, isOneRun: Bool = true
) throws {
  let printing = Result { asJSON ? try emit(report.json) : try show(report.summary) }
  if isOneRun { try write(report.json, to: folder.appending(path: "result.json")) }
  try writePage(of: report, in: folder)
  try printing.get()
}

/// Writes `report.html` into the folder of a run, unless it is there.
///
/// - Throws: `ReportNotWritten`.
func writePage(of report: RunReport, in folder: URL) throws {
  try write(report.html, to: folder.appending(path: "report.html"))
}

private func write(_ text: String, to file: URL) throws {
  let bytes = Data(text.utf8)
  guard (try? Data(contentsOf: file)) != bytes else { return }
  do {
    try bytes.write(to: file, options: .atomic)
  } catch {
    throw ReportNotWritten(path: file.relativePath, reason: error.systemReason)
  }
}

/// A file of the report could not be written into the folder of a run.
struct ReportNotWritten: Error, CustomStringConvertible {
  let path: String
  let reason: String

  /// The failure as a sentence.
  var description: String { "'\(path)' could not be written: \(reason)" }
}
