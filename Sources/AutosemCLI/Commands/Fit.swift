import ArgumentParser
import Foundation
import MixtureRegression
import Reports
import RunJournal

/// `autosem fit`.
struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predicts the best mixture from runs that you already have.",
    discussion: """
      The table has one row a run: the shares of the domains, and what was measured. Columns of shares are those \
      that sum to one together. Two files, such as olmix's ratios.csv and metrics.csv, are joined by the columns \
      that they share. The folder of a run of autosem is taken with its trials, and a storage of Optuna (SQLite) with \
      those of its study.

        autosem fit runs.csv --objective val_loss
        autosem fit runs.csv --objective mmlu --maximize --propose 4
        autosem fit ratios.csv metrics.csv --objective bpb --sizes sizes.csv --examples 5e9 --repeat-at-most 4
        autosem fit study.db --propose 4
        autosem fit runs.csv --objective val_loss --cap web=0.6 --near proportional --sizes web=9e9,code=4e8

      docs/runs-you-have.md explains the table and the output.
      """)

  @Argument(
    help: ArgumentHelp(
      "The table of runs, and perhaps another one with their metrics; or the folder of a run.",
      valueName: "file"),
    completion: .file())
  var files: [String]

  @OptionGroup var columns: RunColumnOptions

  @OptionGroup var limits: MixtureLimitOptions

  @Option(help: ArgumentHelp("The number of mixtures to run next, together.", valueName: "count"))
  var propose = 0

  @Option(help: "The seed of the cross-validation and of what is proposed.")
  var seed: UInt64 = 1

  @Option(help: "Print the recommended mixture alone, for another program (see autosem export).")
  var format: MixtureExport?

  @OptionGroup var form: JSONOption

  func validate() throws {
    try form.checkAlone(beside: format)
    guard (0...1_000).contains(propose) else {
      throw ValidationError("--propose takes a number from 0 to 1000, got \(propose)")
    }
  }

  func run() throws {
    try reportingProblems {
      let table = try columns.table(of: files)
      var settings = try limits.settings(for: table.domains)
      (settings.proposals, settings.seed) = (propose, seed)
      if format != nil { settings.parts = 0 }
      let fit = try MixtureFit(of: table, settings: settings)
      if let format {
        try emit(format.text(of: fit))
        for note in fit.notes { complain("note: \(note)") }
        complain(fit.verdict)
      } else if form.json {
        try emit(json: FitFile(fit))
      } else {
        try show(fit.terminalSummary)
      }
    }
  }
}
