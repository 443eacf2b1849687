import ArgumentParser
import AutoSeM
import ExperimentTracking
import Foundation
import Reports
import RunJournal

/// `autosem export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the mixture that a run found, or writes the run, for another program.",
    discussion: """
      A mixture goes to standard output, and the verdict on it to standard error. The formats tensorboard and optuna \
      write the whole run, finished or not, and print where.
      """)

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Option(
    help: """
      The mixture in the syntax of a program that trains, as YAML with the weight of each task, a table, JSON, or \
      Python; or the run as a storage of Optuna, or event files for TensorBoard.
      """)
  var format: ExportFormat?

  @OptionGroup var form: JSONOption

  @Option(
    help: ArgumentHelp(
      "Where a run is written. Default: 'optuna.db' or 'tensorboard' in its folder.",
      valueName: "path"),
    completion: .file())
  var output: String?

  func validate() throws {
    if format == nil, !form.json { throw ValidationError("--format or --json is expected") }
    switch format {
    case .optuna?, .tensorboard?: return
    case .mixture(.json)?, nil: break
    case .mixture?: try form.checkAlone(beside: format)
    }
    if output != nil { throw ValidationError("--output takes a run: a mixture is printed") }
  }

  func run() throws {
    try reportingProblems {
      let folder = URL(filePath: folder)
      let journal = try Journal.open(in: folder)
      switch format ?? .mixture(.json) {
      case .mixture(let form):
        let outcome = try Outcome(of: journal)
        try emit(form.text(of: outcome))
        complain(outcome.verdict.description)
      case .optuna:
        let file = output.map { URL(filePath: $0) } ?? folder.appending(path: "optuna.db")
        let storage = try OptunaStorage(of: journal)
        try storage.write(to: file)
        let exported = ExportedRun(path: file.relativePath, study: storage.study)
        try form.json ? emit(json: exported) : show(exported.path)
        complain("the study is named '\(storage.study)'")
      case .tensorboard:
        let logs = output.map { URL(filePath: $0) } ?? folder.appending(path: "tensorboard")
        try TensorBoardLogs(of: journal).write(into: logs)
        let exported = ExportedRun(path: logs.relativePath)
        try form.json ? emit(json: exported) : show(exported.path)
      }
    }
  }
}

/// What `autosem export` makes of a run.
enum ExportFormat: ExpressibleByArgument {
  /// The mixture as a text.
  case mixture(MixtureExport)
  /// The trials as a storage of Optuna.
  case optuna
  /// The run as event files.
  case tensorboard

  init?(argument: String) {
    switch argument {
    case "optuna": self = .optuna
    case "tensorboard": self = .tensorboard
    default:
      guard let form = MixtureExport(rawValue: argument) else { return nil }
      self = .mixture(form)
    }
  }

  static var allValueStrings: [String] {
    MixtureExport.allCases.map(\.rawValue) + ["optuna", "tensorboard"]
  }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
