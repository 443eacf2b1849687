import Foundation
import GSLNumerics
@_exported public import Multitask
@_exported public import RunJournal

/// The whole search: selection, mixing and confirmation, on one shared trainer.
///
///     let search = Search(
///       primary: TaskSummary("rte", trainingExamples: 2_490), auxiliaries: ["mnli", "qqp"]
///     ) { seed in MyTrainer(seed: seed) }
///     let outcome = try await search.run(in: "runs/rte")
///     print(outcome.verdict)
///
/// A search is a replay: it begins at the beginning and takes what the journal holds instead of training it
/// again. A new run and a resumed one are the same code.
public struct Search: Sendable {
  private let settings: SearchSettings
  private let factory: any TrainerFactory

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - factory: Makes the models that all stages train.
  ///   - settings: Everything else that decides the search.
  public init(_ factory: any TrainerFactory, settings: SearchSettings = SearchSettings()) {
    self.factory = factory
    self.settings = settings
  }

  /// Prepares a search with models that a closure makes.
  ///
  /// - Parameters:
  ///   - primary: The task that matters. Without its number of training examples there is no
  ///     size-proportional mixture to compare with.
  ///   - auxiliaries: The tasks that may help it. In the trainer the primary has index 0, and these follow.
  ///   - settings: Everything else that decides the search.
  ///   - makeTrainer: Makes a fresh model from a seed, which decides the initial parameters and the order of
  ///     the batches; called from several threads.
  public init(
    primary: TaskSummary, auxiliaries: [TaskSummary], settings: SearchSettings = SearchSettings(),
    makeTrainer: @escaping @Sendable (_ seed: UInt64) throws -> any Trainer
  ) {
    self.init(
      ClosureFactory(
        tasks: TaskList(primary: primary, auxiliaries: auxiliaries), make: makeTrainer),
      settings: settings)
  }

  /// Checks that a factory's tasks can be searched.
  ///
  /// - Throws: `TaskListError.equalNames`; `SearchError.noAuxiliaries`.
  public static func check(_ factory: any TrainerFactory) throws {
    let tasks = factory.tasks
    try tasks.checkNames()
    guard tasks.count > 1 else {
      throw SearchError.noAuxiliaries(primary: tasks[tasks.primary].name)
    }
  }

  /// Runs the search, or goes on with the one that a folder holds.
  ///
  /// Failures that nothing was built on are tried again: failed runs of confirmation, and failed pulls or
  /// trials at the end of a stage that is not over.
  ///
  /// - Parameters:
  ///   - folder: The path of the run's folder, made if need be; nil keeps the run in memory.
  ///   - observer: Is told of every step, the journaled ones included.
  /// - Returns: The outcome.
  /// - Throws: `CancellationError` when the task is cancelled, between two batches; `SearchError`;
  ///   `TaskListError`; `JournalError`. What is journaled stays.
  public func run(
    in folder: String? = nil, observer: @escaping SearchObserver = { _ in }
  ) async throws -> Outcome {
    try Self.check(factory)
    return try await run(on: journal(in: folder), observer: observer)
  }

  /// Runs the search on a journal.
  ///
  /// - Parameters:
  ///   - journal: A new journal, or one of the same search.
  ///   - observer: Is told of every step, the journaled ones included.
  /// - Throws: As `run(in:observer:)`.
  public func run(
    on journal: Journal, observer: @escaping SearchObserver = { _ in }
  ) async throws -> Outcome {
    try Self.check(factory)
    try journal.checkTasks(factory.tasks)
    try journal.dropFailuresToRetry()
    let context = SearchContext(
      factory: factory, journal: journal, streams: RandomStreams(seed: settings.seed),
      settings: settings, observer: observer)
    let arms = try await SelectionStage(settings: settings.selection, context: context).run()
    observer(.selected(arms))
    let recommendation = try await MixingStage(settings: settings, context: context).run(arms: arms)
    observer(.recommended(recommendation))
    try await Confirmation(settings: settings, context: context).run(
      best: recommendation.mixture, kept: arms.filter(\.isKept).map(\.task))
    try journal.finish()
    return try Outcome(of: journal)
  }

  private func journal(in folder: String?) throws -> Journal {
    let header = RunHeader(
      version: RunHeader.currentVersion, experiment: try settings.json(), origin: "library",
      isSynthetic: false, tasks: factory.tasks)
    let journal = try Journal.resuming(in: folder, header: header)
    let recorded = try journal.header().experiment
    guard recorded == header.experiment else {
      throw SearchError.journalContradicts(
        "the settings \(recorded)", expected: header.experiment)
    }
    return journal
  }
}

/// A factory whose models a closure makes.
private struct ClosureFactory: TrainerFactory {
  let tasks: TaskList
  let make: @Sendable (UInt64) throws -> any Trainer

  func makeTrainer(seed: UInt64) throws -> any Trainer { try make(seed) }
}

extension SearchSettings {
  /// What decides the result, as text: the number of workers and the patience with failures do not.
  fileprivate func json() throws -> String {
    var settings = self
    (settings.workers, settings.failuresInARow) = (1, 1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(settings), as: UTF8.self)
  }
}
