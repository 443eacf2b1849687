import AutoSeM
import Foundation
import GSLNumerics
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
    if hasScales { table = try table.shiftedToTarget() }
    let weights = targets?.map(\.weight) ?? []
    let hasParts = weights.count > 1 && hasTargets(table)
    let sign: Double = table.direction == .minimize ? -1 : 1
    var experiment = self
    experiment.search.mixing.pastRuns = table.runs.compactMap { run in
      guard run.result != .pending, hasScales || table.isWhole(run) else { return nil }
      let shares = zip(table.domains, run.mixture).filter { $0.1 > 0 }
      let parts = hasParts && !run.parts.isEmpty ? run.parts.map { sign * $0 } : nil
      let mean = parts.map { dot($0, weights) / weights.reduce(0, +) }
      return PastRun(
        shares: Dictionary(uniqueKeysWithValues: shares),
        score: mean ?? run.result.objective.map { sign * $0 },
        scale: table.scales.isEmpty || !hasScales
          ? nil : zip(run.scale, table.target).map { $0 / $1 },
        repeats: run.repeats == 1 ? nil : run.repeats, parts: parts)
    }
    return experiment
  }

  private var hasScales: Bool { runsSteps != nil || runsModelSize != nil }

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
    return try RunTable(
      contentsOf: paths,
      columns: columns(
        try objectiveColumns(of: runsObjective.map { [$0] } ?? usual, in: paths),
        isLoss ? .minimize : .maximize))
  }

  private func columns(
    _ objective: [String], _ direction: RunColumns.Direction? = nil
  ) -> RunColumns {
    RunColumns(
      objective: objective, direction: direction, steps: runsSteps, modelSize: runsModelSize,
      repeats: runsRepeats)
  }

  /// Returns a column for each of several targets, or the first of some names that is a column, otherwise the first.
  private func objectiveColumns(of names: [String], in paths: [String]) throws -> [String] {
    let columns = try paths.flatMap { try WholeTable(path: $0).names }
    // What is removed of runs of other scales is the slope of the mean.
    if (targets?.count ?? 0) > 1, !hasScales {
      let ofTargets = names.map(targetColumns)
      if let all = ofTargets.first(where: { $0.allSatisfy(columns.contains) }) { return all }
    }
    return [names.first(where: columns.contains) ?? names[0]]
  }

  /// The columns with the scores of the targets, such as `validation_loss_rte`.
  private func targetColumns(_ objective: String) -> [String] {
    targetNames.map { "\(objective)_\($0)" }
  }

  /// Whether a table has the score of each target: in columns of a file, or in a run of the same targets.
  private func hasTargets(_ table: RunTable) -> Bool {
    table.parts.count == targetNames.count
      && zip(table.parts, targetNames).allSatisfy { $0 == $1 || $0.hasSuffix("_\($1)") }
  }

  private func holdsRun(_ path: String) -> Bool {
    FileManager.default.fileExists(
      atPath: URL(filePath: path).appending(path: Journal.fileName).path(percentEncoded: false))
  }
}
