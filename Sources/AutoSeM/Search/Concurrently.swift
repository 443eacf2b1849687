/// Does a number of independent jobs, several at once, and returns their results in order.
///
/// - Parameters:
///   - count: The number of jobs.
///   - workers: The most that run at once.
///   - job: Takes the number of the job, from zero.
/// - Throws: What the first job to fail throws, after the others were cancelled.
package func concurrently<Result: Sendable>(
  _ count: Int, workers: Int, job: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var results = [Result?](repeating: nil, count: count)
    var started = 0
    func startNext() {
      guard started < count else { return }
      let index = started
      started += 1
      group.addTask { (index, try await job(index)) }
    }
    for _ in 0..<max(workers, 1) { startNext() }
    while let (index, result) = try await group.next() {
      results[index] = result
      startNext()
    }
    return results.compactMap(\.self)
  }
}
