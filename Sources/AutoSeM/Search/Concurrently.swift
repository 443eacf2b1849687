/// Does a number of independent jobs, several at once, and returns their results in order.
///
/// The jobs run on threads of their own, since they block: on the shared pool of tasks, which has one thread
/// for each core, a job that waits for a GPU or for another machine would keep the others waiting.
///
/// - Parameters:
///   - count: The number of jobs.
///   - workers: The most that run at once, whatever the number of cores.
///   - job: Takes the number of the job, from zero.
///   - finished: Takes the number of a job and its result as soon as it ended, one after the other.
/// - Throws: What the first job to fail throws, or `finished`, after the other jobs were cancelled.
package func concurrently<Result: Sendable>(
  _ count: Int, workers: Int, job: @escaping @Sendable (Int) async throws -> Result,
  finished: (Int, Result) throws -> Void = { _, _ in }
) async throws -> [Result] {
  guard count > 0 else { return [] }
  let workers = min(max(workers, 1), count)
  let threads = JobThreads(count: workers)
  defer { threads.end() }
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
