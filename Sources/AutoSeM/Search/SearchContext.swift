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

  /// Where jobs run.
  package let executor: any Executor

  /// The number of times that a job is run again when its machine failed.
  package let retries: Int

  /// The number of jobs that run at once.
  package let workers: Int

  /// The number of consecutive failures that ends the search.
  package let failuresInARow: Int

  /// Creates a context.
  ///
  /// - Parameter executor: Where jobs run; nil for threads of this process.
  package init(
    factory: any TrainerFactory, journal: Journal, streams: RandomStreams,
    settings: SearchSettings, executor: (any Executor)? = nil, retries: Int = 3,
    observer: @escaping SearchObserver = { _ in }
  ) {
    self.executor = executor ?? InProcessExecutor(factory, workers: settings.workers)
    self.retries = retries
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
