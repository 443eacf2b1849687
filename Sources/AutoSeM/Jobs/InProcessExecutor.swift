public import Multitask

/// Runs jobs in threads of this process.
///
/// There are as many threads as workers, whatever the number of cores, since a job that waits for a GPU or another
/// machine occupies its thread.
public final class InProcessExecutor: Executor {
  private let factory: any TrainerFactory
  private let threads: JobThreads

  /// Creates an executor and its threads.
  ///
  /// - Parameters:
  ///   - factory: Makes the models.
  ///   - workers: The number of threads, at least one.
  public init(_ factory: any TrainerFactory, workers: Int) {
    self.factory = factory
    threads = JobThreads(count: max(workers, 1))
  }

  deinit { threads.end() }

  /// Runs a job in one of the threads.
  ///
  /// - Throws: `CancellationError` between two calls of the trainer.
  public func run(_ job: Job) async throws -> JobResult {
    try await withTaskExecutorPreference(threads) { try factory.run(job) }
  }
}
