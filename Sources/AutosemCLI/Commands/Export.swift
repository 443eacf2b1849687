import ArgumentParser
import AutoSeM
import Foundation
import Reports
import RunJournal

/// `autosem export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the mixture that a run found, for another program.",
    discussion: "The verdict on the mixture goes to standard error.")

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Option(
    help: """
      Python for Hugging Face's datasets.interleave_datasets, YAML with the weight of each task, a table, or JSON.
      """)
  var format: MixtureExport

  func run() throws {
    try reportingProblems {
      let outcome = try Outcome(of: Journal.open(in: URL(filePath: folder)))
      try emit(format.text(of: outcome))
      // A mixture that is not worth using is printed as well; the verdict tells.
      complain(outcome.verdict.description)
    }
  }
}
