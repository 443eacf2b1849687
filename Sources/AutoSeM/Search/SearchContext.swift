package import GSLNumerics
package import Multitask
package import RunJournal

/// What the three stages of a search share.
package struct SearchContext: Sendable {
  /// Makes the models.
  package let factory: any TrainerFactory

  /// Where everything is recorded, and what was recorded before.
  package let journal: Journal

  /// Everything random.
  package let streams: RandomStreams

  /// Is told of every step.
  package let observer: SearchObserver

  /// How many models are trained at once.
  package let workers: Int

  /// How many results in a row may be failures before the search gives up.
  package let failuresInARow: Int

  /// Creates a context.
  package init(
    factory: any TrainerFactory, journal: Journal, streams: RandomStreams,
    settings: SearchSettings, observer: @escaping SearchObserver = { _ in }
  ) {
    self.factory = factory
    self.journal = journal
    self.streams = streams
    self.observer = observer
    workers = settings.workers
    failuresInARow = settings.failuresInARow
  }

  /// The index of the task that matters.
  package var primary: TaskIndex { factory.primary }
}
