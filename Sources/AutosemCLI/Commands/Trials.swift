import ArgumentParser
import AutoSeM
import Foundation
import Reports
import RunJournal

/// `autosem trials`.
struct Trials: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the mixtures that a run has tried, with their scores.")

  /// A form of the list.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, csv, json
  }

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Argument(help: "The number of one trial. Default: all.")
  var trial: Int?

  @Option(help: ArgumentHelp("List the trials with the best scores first.", valueName: "count"))
  var best: Int?

  @Option(help: "A table for a reader (the default), a table with commas, or JSON.")
  var format: Format?

  @OptionGroup var form: JSONOption

  func run() throws {
    try reportingProblems {
      let outcome = try Outcome(of: Journal.open(in: URL(filePath: folder)))
      guard outcome.header.kind == .search else { throw ComparisonHasNoTrials(folder: folder) }
      var list = TrialList(outcome, best: best)
      if let trial {
        guard let only = list.only(trial) else {
          throw NoSuchTrial(trial: trial, trials: outcome.trialCount)
        }
        list = only
      }
      switch format ?? (form.json ? .json : .text) {
      case .text: try show(list.text)
      case .csv: try emit(list.csv)
      case .json: try emit(list.json())
      }
    }
  }

  func validate() throws {
    try form.checkAlone(beside: format)
    if let best, best < 1 {
      throw ValidationError("--best takes a number of at least 1, got \(best)")
    }
  }
}

/// The trials of a comparison were asked for.
struct ComparisonHasNoTrials: Error, CustomStringConvertible {
  let folder: String

  var description: String {
    "'\(folder)' is a comparison of policies, which has no trials: 'autosem report \(quoted(folder))' shows it"
  }
}

/// A run has no trial of a number.
struct NoSuchTrial: Error, CustomStringConvertible {
  let trial: Int
  let trials: Int

  var description: String {
    "the run has no trial \(trial): it has tried \(trials) mixtures, with numbers from 0"
  }
}
