import GSLNumerics
public import Multitask
public import RunJournal

/// The whole search: selection, mixing and confirmation, on one shared trainer.
///
/// A search is a replay: it always begins at the beginning, and whatever the journal already holds
/// is taken from there instead of being trained. A new run and a resumed one are the same code.
public struct Search: Sendable {
  private let settings: SearchSettings
  private let factory: any TrainerFactory
  private let journal: Journal

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - settings: Everything that decides it.
  ///   - factory: Makes the models that both stages train.
  ///   - journal: Where it is written down, and what was already.
  public init(settings: SearchSettings, factory: any TrainerFactory, journal: Journal) {
    self.settings = settings
    self.factory = factory
    self.journal = journal
  }

  /// Runs what is not done yet and says what was found.
  ///
  /// - Parameter observer: Is told of every step, the journaled ones included.
  /// - Throws: `CancellationError` when the task is cancelled, between two batches; `SearchError`;
  ///   what the journal throws. What is journaled stays.
  public func run(observer: @escaping SearchObserver = { _ in }) async throws -> Outcome {
    let streams = RandomStreams(seed: settings.seed)
    try journal.checkTasks(factory.tasks)
    try journal.dropFailuresToRetry()
    let context = SearchContext(
      factory: factory, journal: journal, streams: streams, settings: settings, observer: observer)
    let arms = try await SelectionStage(settings: settings.selection, context: context).run()
    observer(.selected(arms))
    let recommendation = try await MixingStage(settings: settings, context: context).run(arms: arms)
    observer(.recommended(recommendation))
    try await Confirmation(settings: settings, context: context).run(
      best: recommendation.mixture, kept: arms.filter(\.isKept).map(\.task))
    try journal.finish()
    return try Outcome(of: journal)
  }
}
