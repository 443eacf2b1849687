/// Runs independent jobs concurrently and returns their results in order.
///
/// The jobs have dedicated threads, since they block: the cooperative pool has one thread per core, which a
/// job that waits for a GPU or another machine would occupy.
///
/// - Parameters:
///   - count: The number of jobs.
///   - workers: The largest number of concurrent jobs, independent of the number of cores.
///   - job: Runs the job of an index.
///   - finished: Called with a job's index and result when it ends, never concurrently.
/// - Throws: The first error of a job or of `finished`, after the other jobs are cancelled.
package func concurrently<Result: Sendable>(
  _ count: Int, workers: Int, job: @escaping @Sendable (Int) async throws -> Result,
  finished: (Int, Result) throws -> Void = { _, _ in }
) async throws -> [Result] {
  let threads = JobThreads(count: min(max(workers, 1), count))
  defer { threads.end() }
  return try await concurrently(count, workers: workers, on: threads, job: job, finished: finished)
}

/// Runs independent jobs concurrently on some threads, nil for those of the cooperative pool, where none blocks.
///
/// - Throws: The first error of a job or of `finished`, after the other jobs are cancelled.
func concurrently<Result: Sendable>(
  _ count: Int, workers: Int, on threads: JobThreads?,
  job: @escaping @Sendable (Int) async throws -> Result, finished: (Int, Result) throws -> Void
) async throws -> [Result] {
  guard count > 0 else { return [] }
  let workers = min(max(workers, 1), count)
  return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var results = [Result?](repeating: nil, count: count)
    var started = 0
    func startNext() {
      guard started < count else { return }
      let index = started
      started += 1
      group.addTask(executorPreference: threads) { (index, try await job(index)) }
    }
    for _ in 0..<workers { startNext() }
    while let (index, result) = try await group.next() {
      results[index] = result
      try finished(index, result)
      startNext()
    }
    return results.compactMap(\.self)
  }
}
