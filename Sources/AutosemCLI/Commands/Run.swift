import ArgumentParser
import AutoSeM
import ExperimentFiles
import Foundation
import Multitask
import RunJournal

/// `autosem run`, the default.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Selects tasks, finds their best mixture, and measures it on the test split.",
    discussion: """
      Give the name of a task or an experiment file; options override the file. The run is kept in a folder, from \
      which 'autosem resume' continues it and 'autosem report' shows its result. The result goes to standard \
      output and progress to standard error.

      Exit codes: 0 done, 1 the run failed, 2 the experiment or its data is wrong, 64 wrong usage, \
      130 interrupted.
      """)

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var output: OutputOptions

  @Flag(
    help: "Keep the model of the verdict's mixture, trained once more, for 'autosem predict'.")
  var saveModel = false

  @Flag(help: "Say what the search will do and how long that takes, and stop.")
  var dryRun = false

  func run() async throws {
    if dryRun { return try reportingProblems { try describe() } }
    let session = try reportingProblems {
      let prepared = try prepared()
      let folder = prepared.outputFolder()
      let header = try prepared.header(version: RunHeader.currentVersion)
      let events = try prepared.eventFile(at: output.events, header: header, folder: folder)
      let journal = try Journal.create(in: folder, header: header)
      return RunSession(
        prepared: prepared, journal: journal, folder: folder, kind: .search,
        keepsModel: prepared.experiment.saveModel == true, events: events)
    }
    try await session.run(output)
  }

  private func prepared() throws -> PreparedExperiment {
    let resolver = try experiment.resolver()
    let keeping = [
      ExperimentSetting("confirmation.save_model", from: "--save-model", saveModel ? "" : nil) {
        _ in .text("true")
      }
    ].compactMap(\.self)
    let resolve = { try resolver(keeping + $0) }
    return try resolve([]).withKernels()
      .prepared(progress: encodingLines(isQuiet: output.quiet))
      .measuringTime(resolve)
  }

  private func describe() throws {
    let prepared = try prepared()
    if !output.form.json { try show(prepared.summary()) }
    var plan = prepared.plan
    // How long a score takes is not known before it was computed.
    if prepared.experiment.trainerKind != .score {
      try prepared.encodeSentences { _ in }
      let search = prepared.experiment.search
      let time = RemainingTime(of: search, targets: prepared.factory.tasks.targets.count)
      plan.seconds = try time.seconds(prepared.factory, workers: search.workers)
    }
    if output.form.json {
      try emit(json: plan)
    } else if let seconds = plan.seconds {
      try show(RemainingTime.phrase(seconds))
    }
  }
}
