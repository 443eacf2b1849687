import ArgumentParser
import AutoSeM
import ExperimentFiles
import Foundation
import PolicyComparison
import RunJournal

/// `autosem compare`.
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Puts policies for choosing tasks side by side, at the same number of batches.",
    discussion: """
      Every policy trains with the same tasks, splits, seeds and number of batches; of each training \
      the model that did best on the validation split is measured on the test split. docs/compare.md \
      says what each policy is.
      """)

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("What to compare: 'all', or names.", valueName: "a,b"))
  var policies: String?

  @Option(help: "How many seeds train every policy.")
  var seeds: String?

  @Option(help: "The training batches of every run.")
  var batches: String?

  @Option(
    help: ArgumentHelp(
      "Folders of runs whose pulls the counterfactual policy is learned from.", valueName: "a,b"))
  var logs: String?

  func run() async throws {
    let session = try reportingProblems {
      let named = [
        ("comparison.policies", policies.map { $0 == "all" ? $0 : "[\($0)]" }),
        ("comparison.seeds", seeds), ("comparison.batches", batches),
        ("comparison.logs", logs.map { "[\($0)]" }),
      ]
      let prepared = try experiment.resolved(
        overriding: named.compactMap { key, value in value.map { (key: key, value: $0) } }
      ).prepared()
      try Comparison.check(prepared.factory)
      let logged = try prepared.loggedPulls()
      let folder = prepared.outputFolder(.comparison)
      let journal = try Journal.create(
        in: folder, header: try prepared.header(.comparison, version: RunHeader.currentVersion))
      return RunSession(
        prepared: prepared, journal: journal, folder: folder, kind: .comparison,
        logged: logged)
    }
    try await session.run(output)
  }
}
