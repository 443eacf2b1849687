import AutoSeM
import Foundation
import MixtureRegression
import RunJournal
import TaskData

extension ResolvedExperiment {
  /// Returns the experiment with the past runs that `mixing.runs` names.
  ///
  /// A run that is resumed has them in its journal, and the files may have changed since.
  ///
  /// - Throws: `TaskDataError`, `RunTableError` and `JournalError` for what cannot be read.
  func withPastRuns() throws -> ResolvedExperiment {
    guard let runs, search.mixing.pastRuns == nil else { return self }
    var table = try pastRuns(in: runs)
    let hasScales = runsSteps != nil || runsModelSize != nil
    if hasScales { table = try table.shiftedToTarget() }
    var experiment = self
    experiment.search.mixing.pastRuns = table.runs.compactMap { run in
      guard run.result != .pending, hasScales || table.isWhole(run) else { return nil }
      let shares = zip(table.domains, run.mixture).filter { $0.1 > 0 }
      let objective = run.result.objective
      return PastRun(
        shares: Dictionary(uniqueKeysWithValues: shares),
        score: table.direction == .minimize ? objective.map { -$0 } : objective,
        scale: table.scales.isEmpty || !hasScales
          ? nil : zip(run.scale, table.target).map { $0 / $1 },
        repeats: run.repeats == 1 ? nil : run.repeats)
    }
    return experiment
  }

  private func pastRuns(in paths: [String]) throws -> RunTable {
    let isLoss = search.mixing.objective == .logLoss
    if paths.count == 1, holdsRun(paths[0]) {
      return try RunTable(
        of: Journal.open(in: URL(filePath: paths[0])), objective: isLoss ? .loss : .metric,
        source: paths[0])
    }
    if paths.count == 1, RunTable.isStorage(paths[0]) {
      return try RunTable(
        contentsOf: paths, columns: columns([runsObjective].compactMap(\.self)))
    }
    let usual =
      isLoss ? ["validation_loss", "val_loss", "loss"] : ["validation_metric", "metric"]
    let objective = try runsObjective ?? foundColumn(of: usual, in: paths)
    return try RunTable(
      contentsOf: paths,
      columns: columns([objective], isLoss ? .minimize : .maximize))
  }

  private func columns(
    _ objective: [String], _ direction: RunColumns.Direction? = nil
  ) -> RunColumns {
    RunColumns(
      objective: objective, direction: direction, steps: runsSteps, modelSize: runsModelSize,
      repeats: runsRepeats)
  }

  /// Returns the first of some names that is a column, otherwise the first.
  private func foundColumn(of names: [String], in paths: [String]) throws -> String {
    let columns = try paths.flatMap { try WholeTable(path: $0).names }
    return names.first(where: columns.contains) ?? names[0]
  }

  private func holdsRun(_ path: String) -> Bool {
    FileManager.default.fileExists(
      atPath: URL(filePath: path).appending(path: Journal.fileName).path(percentEncoded: false))
  }
}
