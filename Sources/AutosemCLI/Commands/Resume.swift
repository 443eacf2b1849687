import ArgumentParser
import ExperimentFiles
import Foundation
import RunJournal

/// `autosem resume`.
struct Resume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Continues a run where it stopped.",
    discussion: """
      A finished run shows its result again, and keeps a model with --save-model.
      """)

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @OptionGroup var output: OutputOptions

  @Flag(
    help: "Keep the model of the verdict's mixture, trained once more, for 'autosem predict'.")
  var saveModel = false

  func run() async throws {
    let session = try reportingProblems {
      let folder = URL(filePath: folder)
      let journal = try Journal.open(in: folder, forWriting: true)
      let header = try journal.header()
      try journal.checkRecords()
      let prepared = try ResolvedExperiment(json: header.experiment).withKernels().prepared(
        progress: encodingLines(isQuiet: output.quiet))
      try prepared.checkData(of: header)
      if saveModel { try prepared.checkKeepsModel(header.kind) }
      return RunSession(
        prepared: prepared, journal: journal, folder: folder, kind: header.kind,
        keepsModel: saveModel || prepared.experiment.saveModel == true && header.kind == .search,
        logged: header.kind == .comparison ? try prepared.loggedPulls() : nil,
        events: try prepared.eventFile(
          at: output.events, header: header, folder: folder, isResumed: true))
    }
    try await session.run(output)
  }
}
