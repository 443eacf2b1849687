import ArgumentParser
import AutoSeM
import ExperimentFiles
import Foundation
import PolicyComparison
import RunJournal

/// `autosem compare`.
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares policies for choosing or weighting tasks at equal cost.",
    discussion: """
      Every policy has the same tasks, splits, seeds and number of training batches. The model that did best on \
      the validation split is measured on the test split. docs/compare.md describes the policies.
      """)

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("The policies to compare. Default: all.", valueName: "a,b"))
  var policies: CommaSeparated?

  @Option(help: ArgumentHelp("The number of seeds for each policy.", valueName: "count"))
  var seeds: Int?

  @Option(help: ArgumentHelp("The number of training batches of a run.", valueName: "count"))
  var batches: Int?

  @Option(
    help: ArgumentHelp(
      "The folders of the runs whose pulls the policy 'counterfactual' is learned from.",
      valueName: "a,b"))
  var logs: CommaSeparated?

  func run() async throws {
    let session = try reportingProblems {
      let prepared = try experiment.resolved(overriding: settings).withKernels().prepared(
        progress: encodingLines(isQuiet: output.quiet))
      try Comparison.check(prepared.factory)
      let logged = try prepared.loggedPulls()
      let folder = prepared.outputFolder(.comparison)
      let header = try prepared.header(.comparison, version: RunHeader.currentVersion)
      let events = try prepared.eventFile(at: output.events, header: header, folder: folder)
      let journal = try Journal.create(in: folder, header: header)
      return RunSession(
        prepared: prepared, journal: journal, folder: folder, kind: .comparison,
        logged: logged, events: events)
    }
    try await session.run(output)
  }

  private var settings: [ExperimentSetting] {
    [
      ExperimentSetting("comparison.policies", from: "--policies", policies) {
        $0.items == ["all"] ? .none : .texts($0.items)
      },
      ExperimentSetting("comparison.seeds", from: "--seeds", seeds) { .integer($0) },
      ExperimentSetting("comparison.batches", from: "--batches", batches) { .integer($0) },
      ExperimentSetting("comparison.logs", from: "--logs", logs) { .texts($0.items) },
    ].compactMap(\.self)
  }
}
