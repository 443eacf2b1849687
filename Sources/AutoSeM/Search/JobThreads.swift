import Dispatch
import Foundation
import Synchronization

/// Threads for blocking tasks.
///
/// A task executor, so that `Task.checkCancellation` works in a job.
package final class JobThreads: TaskExecutor {
  private let state = Mutex((jobs: [UnownedJob](), isOver: false))

  /// Counts the waiting jobs, and at the end the threads to stop.
  private let waiting = DispatchSemaphore(value: 0)

  private let count: Int

  /// Starts the threads.
  package init(count: Int) {
    self.count = count
    for _ in 0..<count {
      let thread = Thread { [self] in run() }
      // The size of the main thread's stack, since trainers may recurse deeply.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    waiting.signal()
  }

  /// Stops the threads after the waiting jobs.
  package func end() {
    state.withLock { $0.isOver = true }
    for _ in 0..<count { waiting.signal() }
  }

  private func run() {
    while true {
      waiting.wait()
      let (next, isOver) = state.withLock { state in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isOver)
      }
      if let next {
        unsafe next.runSynchronously(on: asUnownedTaskExecutor())
      } else if isOver {
        return
      }
    }
  }
}
