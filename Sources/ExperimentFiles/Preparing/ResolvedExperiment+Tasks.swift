import AutoSeM
import Foundation
import GSLNumerics
public import TaskData
public import TorchTrainer

extension ResolvedExperiment {
  /// Loads the experiment's own tasks and those of the data folder or the synthetic suite.
  ///
  /// Tasks of the synthetic suite join an experiment's own only if they are named.
  ///
  /// - Parameter names: The names of the tasks to load; nil for all.
  /// - Throws: `TaskDataError`.
  public func allTasks(named names: [String]? = nil) throws -> TaskSuite {
    let own = tasks ?? []
    let derived = try own.first { $0.name == primary && derives(.columns) }?.derivedColumns() ?? []
    let described = try readAll(own.filter { names?.contains($0.name) ?? true } + derived) {
      task throws(TaskDataError) in
      try task.read(in: splitOrder, test: task.heldOut?.test ?? heldOut?.test)
    }
    let others = names?.filter { name in !own.contains { $0.name == name } }
    let rest: TaskSuite?
    if let others, others.isEmpty {
      rest = nil
    } else if let data {
      rest = try TaskSuite.glue(names: others, from: URL(filePath: data))
    } else if own.isEmpty || others != nil {
      rest = try TaskSuite.synthetic(seed: search.seed, names: others)
    } else {
      rest = nil
    }
    if let rest, described.isEmpty { return rest }
    return TaskSuite(
      tasks: described + (rest?.tasks ?? []), origin: .described(beside: rest?.origin))
  }

  /// Splits the tasks of a suite, and drops what leaks from the targets' held-out splits.
  ///
  /// - Parameters:
  ///   - suite: The tasks.
  ///   - progress: Called while an encoder encodes the sentences of the primary, if a derived task needs that.
  /// - Throws: `TaskDataError`, and what `PairAlignments` throws.
  public func splits(
    of suite: TaskSuite, progress: (EncodingProgress) -> Void = { _ in }
  ) throws -> TaskSplits {
    let alignments = try alignments(in: suite, progress: progress)
    return try TaskSplits(
      suite, primary: primary, targets: targetNames, in: splitOrder,
      validation: { description(of: $0)?.heldOut?.validation ?? heldOut?.validation },
      leaks: leaks, derived: { $0.derived(derive ?? [], alignments: alignments) })
  }

  /// The alignments of the primary's pairs, if a derived task predicts them.
  private func alignments(
    in suite: TaskSuite, progress: (EncodingProgress) -> Void
  ) throws -> PairAlignments? {
    guard derive?.contains(where: \.isOfAlignment) ?? false,
      let task = suite.tasks.first(where: { $0.name == primary }), task.isPair
    else { return nil }
    return try PairAlignments(of: task, settings: trainer, progress: progress)
  }

  /// The experiment's own task of a name; for a task derived from a column, the primary.
  private func description(of name: String) -> TaskDescription? {
    if let own = tasks?.first(where: { $0.name == name }) { return own }
    guard derives(.columns), name.hasPrefix("\(primary)-") else { return nil }
    return tasks?.first { $0.name == primary }
  }

  private func derives(_ kind: Derivation) -> Bool { derive?.contains(kind) ?? false }

  /// The order in which rows are held out: the same for all tasks.
  private var splitOrder: SplitOrder {
    SplitOrder(using: RandomStreams(seed: search.seed).stream("held-out"))
  }

  /// A sentence on the tasks whose test split is cut from their training file; nil for none.
  public func cutTests(of names: [String]) -> String? {
    let cut = (tasks ?? []).filter { $0.test == nil && names.contains($0.name) }.map(\.name)
    guard !cut.isEmpty else { return nil }
    return "test: set aside from the training files of \(cut.joined(separator: ", ")), drawn with "
      + "seed \(search.seed), since no test files are given"
  }
}

/// Reads tasks, and reports the problems of all of them at once.
private func readAll(
  _ tasks: [TaskDescription],
  _ read: (TaskDescription) throws(TaskDataError) -> TaskDataset
) throws(TaskDataError) -> [TaskDataset] {
  var sets: [TaskDataset] = []
  var problems: [TaskDataError] = []
  for task in tasks {
    do throws(TaskDataError) {
      sets.append(try read(task))
    } catch {
      let all = task.problems(inFirst: nil).map(\.problem)
      // Tasks of one file share their problems.
      problems += (all.isEmpty ? [error] : all).filter { !problems.contains($0) }
    }
  }
  guard problems.isEmpty else {
    throw problems.count == 1 ? problems[0] : .several(problems)
  }
  return sets
}

extension TaskSuite.Origin {
  /// Whether the suite is synthetic.
  public var isSynthetic: Bool {
    if case .synthetic = self { true } else { false }
  }

  /// The source of the suite, in a few words.
  public var name: String {
    switch self {
    case .synthetic(let seed): "synthetic suite, seed \(seed)"
    case .folder(let path): path
    case .described(let others):
      "the experiment's own files" + (others.map { " and \($0.nameBeside)" } ?? "")
    }
  }

  /// The name beside others, where it could be overlooked.
  private var nameBeside: String { isSynthetic ? "the SYNTHETIC suite (\(name))" : name }
}
