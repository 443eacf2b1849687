import Foundation
import GSLNumerics
@_exported public import Multitask
@_exported public import RunJournal

/// A search: selection, mixing and confirmation.
///
///     let search = Search(
///       primary: TaskSummary("rte", trainingExamples: 2_490), auxiliaries: ["mnli", "qqp"]
///     ) { seed in MyTrainer(seed: seed) }
///     let outcome = try await search.run(in: "runs/rte")
///     print(outcome.verdict)
///
/// A search is a replay: it starts from the beginning and reads recorded results from the journal instead of
/// training again, so that a resumed run is the same code as a new one.
public struct Search: Sendable {
  private let settings: SearchSettings
  private let factory: any TrainerFactory
  private let executor: (any Executor)?
  private let retries: Int

  /// Creates a search with a factory of trainers.
  ///
  /// - Parameters:
  ///   - factory: The factory of all models.
  ///   - settings: The settings of the search.
  ///   - executor: Where its jobs run; nil for threads of this process.
  ///   - retries: The number of times that a job is run again when its machine failed.
  public init(
    _ factory: any TrainerFactory, settings: SearchSettings = SearchSettings(),
    executor: (any Executor)? = nil, retries: Int = 3
  ) {
    self.factory = factory
    self.settings = settings
    self.executor = executor
    self.retries = retries
  }

  /// Creates a search with a closure that makes trainers.
  ///
  /// - Parameters:
  ///   - primary: The primary task, with index 0. The proportional candidate of confirmation needs its number
  ///     of training examples.
  ///   - auxiliaries: The candidate auxiliary tasks, with the next indices.
  ///   - settings: The settings of the search.
  ///   - makeTrainer: Creates a trainer; the seed is that of the initial parameters and of the order of the
  ///     batches. Called from several threads.
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
    guard tasks.trainedTasks.count > 1 else {
      throw SearchError.noAuxiliaries(primary: tasks[tasks.primary].name)
    }
  }

  /// Runs the search, or resumes that of a folder.
  ///
  /// Failures on which no later step depends are tried again: failed runs of confirmation, and failed pulls
  /// or trials at the end of an unfinished stage.
  ///
  /// - Parameters:
  ///   - folder: The path of the run's folder, created if missing; nil keeps the run in memory.
  ///   - observer: The observer of every step, also of recorded ones.
  /// - Returns: The outcome.
  /// - Throws: `CancellationError` between two batches when the task is cancelled; `SearchError`;
  ///   `TaskListError`; `JournalError`. The journal keeps the finished steps.
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
  ///   - observer: The observer of every step, also of recorded ones.
  /// - Throws: As `run(in:observer:)`.
  public func run(
    on journal: Journal, observer: @escaping SearchObserver = { _ in }
  ) async throws -> Outcome {
    try Self.check(factory)
    try journal.checkTasks(factory.tasks)
    try journal.dropFailuresToRetry()
    let context = SearchContext(
      factory: factory, journal: journal, streams: RandomStreams(seed: settings.seed),
      settings: settings, executor: executor, retries: retries, observer: observer)
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

/// A factory with a closure.
private struct ClosureFactory: TrainerFactory {
  let tasks: TaskList
  let make: @Sendable (UInt64) throws -> any Trainer

  func makeTrainer(seed: UInt64) throws -> any Trainer { try make(seed) }
}

extension SearchSettings {
  /// Returns the settings on which the result depends, as JSON.
  fileprivate func json() throws -> String {
    var settings = self
    (settings.workers, settings.failuresInARow) = (1, 1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(settings), as: UTF8.self)
  }
}
