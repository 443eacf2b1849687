import AutoSeM
import CommandTrainer
import Execution
public import Foundation
import GSLNumerics
public import Multitask
import PolicyComparison
public import RunJournal
public import TaskData
public import TorchTrainer

/// An experiment whose data is loaded and cut, ready to run.
public struct PreparedExperiment: Sendable {
  /// The experiment.
  public private(set) var experiment: ResolvedExperiment

  /// The source of the tasks, as a phrase.
  public let origin: String

  /// Whether the tasks are synthetic.
  public let isSynthetic: Bool

  /// A hash of the tasks.
  let fingerprint: String

  /// The name and the version of the built-in trainer's engine; nil for a command.
  let engine: String?

  /// The notes on the tasks' files for the user.
  let notes: [String]

  /// Makes the models.
  public let factory: any TrainerFactory

  /// The log of the user's command, if there is one.
  let log: CommandLog?

  /// The training rows found in the primary's validation and test splits.
  public let leaks: [Leak]

  /// Returns the same data, past runs and trainer with the budget of an experiment, and the search that follows from it.
  public func spending(as experiment: ResolvedExperiment) -> PreparedExperiment {
    var prepared = self
    let pastRuns = prepared.experiment.search.mixing.pastRuns
    (prepared.experiment.budget, prepared.experiment.search) = (
      experiment.budget, experiment.search
    )
    prepared.experiment.search.mixing.pastRuns = pastRuns
    return prepared
  }

  /// Opens the log of the user's command, if there is one, in the folder of the run.
  ///
  /// - Throws: What Foundation throws when the file cannot be written.
  public func openLog(in folder: URL) throws {
    try log?.open(in: folder)
  }

  /// Returns the header of a run's journal.
  ///
  /// - Parameters:
  ///   - kind: What the run does.
  ///   - version: The version of autosem.
  /// - Throws: `EncodingError`.
  public func header(_ kind: RunHeader.Kind = .search, version: String) throws -> RunHeader {
    RunHeader(
      kind: kind,
      version: "\(version) (\(engine.map { "\($0), " } ?? "")GSL \(GSL.version)"
        + "\(experiment.kernels.map { ", OpenBLAS for \($0.rawValue)" } ?? ""))",
      experiment: try experiment.json(), origin: origin, isSynthetic: isSynthetic,
      fingerprint: fingerprint, tasks: factory.tasks)
  }

  /// Encodes the sentences of a frozen pretrained encoder, if there is one.
  ///
  /// Otherwise, the first trainer encodes them.
  ///
  /// - Parameter progress: Called with the progress.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  public func encodeSentences(progress: (EncodingProgress) -> Void) throws {
    try (factory as? TorchTrainerFactory)?.encodeSentences(progress: progress)
  }

  /// Checks that a run is resumed with the data that it began with.
  ///
  /// - Throws: `DataHasChanged`.
  public func checkData(of header: RunHeader) throws {
    try checkData(fingerprint: header.fingerprint)
  }

  /// Checks that the data has the hash that a run began with.
  ///
  /// - Throws: `DataHasChanged`.
  public func checkData(fingerprint expected: String) throws {
    guard expected == fingerprint else {
      throw DataHasChanged(origin: origin)
    }
  }

  /// The folder that the experiment names, otherwise the first free one of `runs/rte`, `runs/rte-2`, ….
  public func outputFolder(_ kind: RunHeader.Kind = .search) -> URL {
    if let output = experiment.output { return URL(filePath: output) }
    let task = folderName(of: experiment.targetNames.joined(separator: "-"))
    let name = "runs/" + (kind == .comparison ? "compare-" : "") + task
    let candidates = (1...).lazy.map { name + ($0 == 1 ? "" : "-\($0)") }
    let free = candidates.first { !FileManager.default.fileExists(atPath: $0) }
    return URL(filePath: free ?? name)
  }

  /// The experiment in a few lines.
  public func summary(_ kind: RunHeader.Kind = .search) -> String {
    let remarks =
      [experiment.cutTests(of: factory.tasks.map(\.name))].compactMap(\.self)
      + leaks.map { "leaks: \($0)" }
    let tasks = factory.tasks
    let auxiliary = tasks.auxiliaries.map { tasks[$0].name }.joined(separator: ", ")
    let targets =
      experiment.targets.map { "targets: " + tasks.weightedNames($0) }
      ?? "primary: \(experiment.primary)"
    let executor =
      kind == .comparison || experiment.executor.kind == .threads
      ? ""
      : "\nexecutor: \(experiment.executor.description(workers: experiment.search.workers))"
    let data =
      isSynthetic ? "the built-in SYNTHETIC suite (give --data for real tasks)" : origin
    return """
      \(targets); auxiliary: \(auxiliary.isEmpty ? "none" : auxiliary)
      data: \(data)\((remarks + notes).map { "\n" + $0 }.joined())
      budget: \(budget(kind))\(executor)
      """
  }

  private func budget(_ kind: RunHeader.Kind) -> String {
    let (search, comparison) = (experiment.search, experiment.comparison)
    switch kind {
    case .search:
      let pulls = search.selection.rounds
      let selection =
        pulls == 0
        ? "no stage one" : "\(pulls) pulls of \(search.selection.batchesPerPull) batches"
      let (trials, seeds) = (search.mixing.trials, search.confirmation.seeds)
      let mixing =
        trials == 0
        ? "no stage two, equal shares of the tasks" : "\(trials) trials of \(search.mixing.steps)"
      return (experiment.budget.map { "\($0.rawValue): " } ?? "")
        + "\(selection), \(mixing), confirmation on \(seeds) \(seeds == 1 ? "seed" : "seeds")"
    case .comparison:
      return
        "\(comparison.seeds) seeds, \(comparison.batches) batches a run, \(comparison.steps) a model"
    }
  }
}

extension TaskList {
  /// Returns the targets with their weights where these differ, and what each may lose.
  fileprivate func weightedNames(_ targets: [NamedTarget]) -> String {
    let isWeighted = targets.contains { $0.weight != targets[0].weight }
    return zip(targets, targetShares).map { target, share in
      target.name + (isWeighted ? " \(fixed(share, 2))" : "")
        + (target.loseAtMost.map { " (may lose \($0))" } ?? "")
    }.joined(separator: ", ")
  }
}

/// The name of a folder for a task; a command's tasks may have any name.
private func folderName(of task: String) -> String {
  let name = task.replacing("/", with: "-").drop { $0 == "." }
  return name.isEmpty ? "run" : String(name)
}

extension ResolvedExperiment {
  /// Loads the data and splits it, or asks the user's command for its tasks.
  ///
  /// - Parameter progress: Called while sentences are encoded for derived tasks.
  /// - Throws: `TaskDataError`; `CommandTrainerError`; `SearchError.noAuxiliaries`; what `withPastRuns` throws.
  public func prepared(
    progress: (EncodingProgress) -> Void = { _ in }
  ) throws -> PreparedExperiment {
    let prepared = try withPastRuns().preparedForKind(progress)
    try Search.check(prepared.factory)
    return prepared
  }

  private func preparedForKind(
    _ progress: (EncodingProgress) -> Void
  ) throws -> PreparedExperiment {
    switch trainerKind {
    case .torch: return try preparedForTorch(progress)
    case .command:
      let factory = try CommandTrainerFactory(
        settings: command, primary: primary, auxiliary: auxiliary, targets: targets ?? [])
      return prepared(factory, factory.fingerprint, factory.log)
    case .score:
      let factory = try ScoreTrainerFactory(
        settings: command, primary: primary, auxiliary: auxiliary ?? [], targets: targets ?? [],
        usesLoss: search.mixing.objective == .logLoss)
      return prepared(factory, factory.fingerprint, factory.log)
    }
  }

  private func prepared(
    _ factory: any TrainerFactory, _ fingerprint: String, _ log: CommandLog
  ) -> PreparedExperiment {
    PreparedExperiment(
      experiment: self, origin: "the command '\(command.command.joined(separator: " "))'",
      isSynthetic: false, fingerprint: fingerprint, engine: nil, notes: [], factory: factory,
      log: log,
      leaks: [])
  }

  private func preparedForTorch(
    _ progress: (EncodingProgress) -> Void
  ) throws -> PreparedExperiment {
    let all = try loaded()
    let primaryIndex = all.names.firstIndex(of: primary) ?? 0
    let splits = try splits(of: all, progress: progress)
    let factory = try TorchTrainerFactory(
      tasks: splits.tasks, primary: TaskIndex(primaryIndex), targets: targets ?? [],
      settings: trainer)
    return PreparedExperiment(
      experiment: self, origin: all.origin.name, isSynthetic: all.origin.isSynthetic,
      fingerprint: splits.fingerprint, engine: factory.engine, notes: all.notes, factory: factory,
      log: nil, leaks: splits.leaks)
  }

  /// The targets and their candidate auxiliaries: the experiment's own tasks, then the others.
  private func loaded() throws -> TaskSuite {
    let suite = try allTasks(named: auxiliary.map { targetNames + $0 })
    for name in targetNames { _ = try suite.task(named: name) }
    return suite
  }
}

/// A run was resumed with other data than it began with.
public struct DataHasChanged: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where the data comes from.
  public let origin: String

  /// The failure as a sentence.
  public var description: String {
    "the data of this run (\(origin)) has changed since it began: put it back, or begin a new run in "
      + "another folder"
  }
}
