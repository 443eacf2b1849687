import ArgumentParser
import Foundation
import MixtureRegression
import RunJournal

/// The options that say what the columns of a table of runs are.
struct RunColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column to predict, or several, of which the mean is taken. For the folder of a run: loss or metric; "
        + "default: what it searched by. For a storage of Optuna: a value; default: the only one.",
      valueName: "column"))
  var objective: CommaSeparated?

  @Flag(help: "Whether large or small values are good. Default: what the column's name tells.")
  var direction: DirectionFlag?

  @Option(
    help: ArgumentHelp(
      "The columns of the shares. Default: those that sum to one together.", valueName: "a,b"))
  var shares: CommaSeparated?

  @Option(
    help: ArgumentHelp(
      "The column of the length of training, if it differs: short runs then tell about long ones.",
      valueName: "column"))
  var steps: String?

  @Option(
    help: ArgumentHelp("The column of the size of the model, if it differs.", valueName: "column"))
  var modelSize: String?

  @Option(
    help: ArgumentHelp(
      "The column of the number of runs that a row is the mean of, which divides the variance of its noise.",
      valueName: "column"))
  var repeats: String?

  @Option(
    help: ArgumentHelp(
      "The study of a storage of Optuna. Default: the only one.", valueName: "name"))
  var study: String?

  /// Reads the files, or the trials of a run's folder.
  func table(of files: [String]) throws -> RunTable {
    if files.count == 1, isFolder(files[0]) {
      return try RunTable(
        of: Journal.open(in: URL(filePath: files[0])), objective: try trialObjective(),
        source: files[0])
    }
    guard objective != nil || files.first.map(RunTable.isStorage) == true else {
      throw ValidationError("--objective is missing: the column to predict was expected")
    }
    return try RunTable(
      contentsOf: files,
      columns: RunColumns(
        objective: objective?.items ?? [], direction: direction?.direction, shares: shares?.items,
        steps: steps, modelSize: modelSize, repeats: repeats, study: study))
  }

  private func isFolder(_ path: String) -> Bool {
    let values = try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory == true
  }

  private func trialObjective() throws -> RunTable.TrialObjective? {
    guard let objective else { return nil }
    guard let known = RunTable.TrialObjective(rawValue: objective.description) else {
      throw ValidationError(
        "--objective takes \(RunTable.TrialObjective.allCases.map(\.rawValue).joined(separator: " or ")) "
          + "for the folder of a run, got '\(objective.description)'")
    }
    return known
  }
}

/// The flags of the direction.
enum DirectionFlag: String, EnumerableFlag {
  case maximize, minimize

  /// The direction.
  var direction: RunColumns.Direction { self == .maximize ? .maximize : .minimize }
}
