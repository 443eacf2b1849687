package import GSLNumerics
package import Multitask
package import RunJournal

/// The context that the three stages of a search share.
package struct SearchContext: Sendable {
  /// The factory of the models.
  package let factory: any TrainerFactory

  /// The journal, which may hold records of the same run.
  package let journal: Journal

  /// The random streams of the run.
  package let streams: RandomStreams

  /// The observer of the steps.
  package let observer: SearchObserver

  /// The number of models trained at once.
  package let workers: Int

  /// The number of consecutive failures that ends the search.
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

  /// The index of the primary task.
  package var primary: TaskIndex { factory.primary }
}

extension TaskList {
  /// Returns the tasks that stage two mixes: the primary, unless it is only measured, and those that stage one kept.
  package func mixed(kept: [TaskIndex]) -> [TaskIndex] {
    ([primary] + kept).filter(trainedTasks.contains)
  }
}
