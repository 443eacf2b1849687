import ArgumentParser
import AutoSeM
import Foundation
import Reports
import RunJournal

/// `autosem export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the mixture that a run found, to be pasted elsewhere.")

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "'huggingface' for datasets.interleave_datasets, 'weights' for a weight per source in YAML, "
        + "'csv' or 'json'.", valueName: "form"),
    transform: { name in
      guard let format = MixtureExport(rawValue: name) else {
        let names = MixtureExport.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("there is no form '\(name)': the forms are \(names)")
      }
      return format
    })
  var format: MixtureExport

  func run() throws {
    try reportingProblems {
      let outcome = try Outcome(of: Journal.open(in: URL(filePath: folder)))
      print(try format.text(of: outcome), terminator: "")
      // Who pastes the mixture should know what it is worth.
      complain(outcome.verdictSentence)
    }
  }
}
