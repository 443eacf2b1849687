import RunJournal

extension SearchContext {
  /// Runs independent jobs, as many at once as there are workers, and returns their results in order.
  ///
  /// - Parameters:
  ///   - jobs: The jobs.
  ///   - stage: The stage, for notes.
  ///   - finished: Called with a job's index and result when it ends, never concurrently.
  /// - Throws: The first error of a job or of `finished`, after the other jobs are cancelled.
  func run(
    _ jobs: [Job], at stage: String, finished: (Int, JobResult) throws -> Void = { _, _ in }
  ) async throws -> [JobResult] {
    try await concurrently(
      jobs.count, workers: workers, on: nil, job: { try await run(jobs[$0], at: stage) },
      finished: finished)
  }

  /// Runs a job, again where the machine failed.
  ///
  /// - Throws: `SearchError.machineKeepsFailing`, and what the executor throws.
  func run(_ job: Job, at stage: String) async throws -> JobResult {
    let clock = Stopwatch()
    var failures = 0
    while true {
      do {
        return try await executor.run(job)
      } catch let failure as MachineFailure {
        try Task.checkCancellation()
        failures += 1
        guard failures > retries else {
          let retry = MachineRetry(
            stage: stage, job: job.name, reason: failure.reason, number: failures,
            limit: retries)
          try journal.note(retry.text, at: stage)
          continue
        }
        guard failure.mayBeTheJobs else {
          throw SearchError.machineKeepsFailing(
            job: job.name, reason: failure.reason, times: failures)
        }
        return JobResult(
          result: .failed(reason: "\(failure.reason), \(failures) times"), seconds: clock.seconds)
      }
    }
  }
}
