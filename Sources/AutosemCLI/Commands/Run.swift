import ArgumentParser
import AutoSeM
import ExperimentFiles
import Foundation
import Multitask
import RunJournal

/// `autosem run`, the default.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches for the tasks and the mixture, and confirms what it found.")

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let session = try reportingProblems {
      let prepared = try experiment.resolved().prepared()
      let folder = prepared.outputFolder()
      let journal = try Journal.create(
        in: folder, header: try prepared.header(version: RunHeader.currentVersion))
      return RunSession(prepared: prepared, journal: journal, folder: folder, kind: .search)
    }
    try await session.run(output)
  }
}
