import ArgumentParser
import ExperimentFiles
import Foundation
import RunJournal
import TaskData

/// `autosem init`.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes an experiment file for files of data.",
    discussion: """
      Looks at each file, guesses how to read it and what to predict, and writes down every guess with its reason. \
      The first file is the primary's.
      """)

  @Argument(
    help: ArgumentHelp("Files in CSV, TSV or JSON lines, the primary's first.", valueName: "file"),
    completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The experiment file. Default: the first file's name with .yml.", valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var output: String?

  @OptionGroup var form: JSONOption

  func run() throws {
    try reportingProblems {
      let draft = try DraftedFile(files: files, output: output)
      try draft.write()
      if form.json { return try emit(json: DraftFile(draft.draft, file: draft.path)) }
      try show("wrote \(draft.path)")
      for gap in draft.draft.gaps { try show("to fill in: \(gap)") }
      try show("look at the tasks: autosem tasks \(quoted(draft.path))")
      try show("run the search:    autosem run \(quoted(draft.path))")
    }
  }
}

/// An experiment file that is drafted for data files.
struct DraftedFile {
  let path: String
  let draft: ExperimentDraft

  init(files: [String], output: String? = nil) throws(TaskDataError) {
    let stem = URL(filePath: files[0]).lastPathComponent.prefix { $0 != "." }
    path = output ?? "\(stem.isEmpty ? "experiment" : stem).yml"
    draft = try ExperimentDraft(
      files: files, in: URL(filePath: path).deletingLastPathComponent())
  }

  /// Writes the file, unless it is there already with this text.
  ///
  /// - Throws: `DraftExists` for a file with another text, `DraftNotWritten`.
  func write() throws {
    if let present = try? String(contentsOf: URL(filePath: path), encoding: .utf8) {
      guard present == draft.text else { throw DraftExists(path: path) }
    }
    do {
      try Data(draft.text.utf8).write(to: URL(filePath: path))
    } catch {
      throw DraftNotWritten(path: path, reason: error.systemReason)
    }
  }
}

/// An experiment file could not be written.
struct DraftNotWritten: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "'\(path)' could not be written: \(reason)" }
}

/// An experiment file that would be written is there with another text.
struct DraftExists: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "'\(path)' exists and was changed: run it with 'autosem run \(quoted(path))', or give another name "
      + "with 'autosem init … --output'"
  }
}
