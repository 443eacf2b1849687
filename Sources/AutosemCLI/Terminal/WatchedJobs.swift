import AutoSeM
import Synchronization

/// An executor that knows which jobs run, for the view of a run.
final class WatchedJobs: Executor {
  private let executor: any Executor
  private let begun = Mutex<[ContinuousClock.Instant]>([])

  /// Watches the jobs of an executor.
  init(_ executor: any Executor) {
    self.executor = executor
  }

  func run(_ job: Job) async throws -> JobResult {
    let moment = ContinuousClock.now
    begun.withLock { $0.append(moment) }
    defer {
      begun.withLock { begun in
        if let index = begun.firstIndex(of: moment) { begun.remove(at: index) }
      }
    }
    return try await executor.run(job)
  }

  /// The seconds since each job that runs was begun, the oldest first.
  var ages: [Double] {
    begun.withLock { $0.map { (.now - $0) / .seconds(1) } }
  }
}
