import RunJournal

/// The count of consecutive failures in a stage, which ends the search at a limit.
///
/// Results are counted in the order of their jobs, independent of the number of workers. Failures of earlier
/// sessions do not count, so that a resumed search continues once the cause is mended.
struct FailureStreak {
  private let limit: Int
  private var failures = 0
  private var next = 0
  private var early: [Int: TrialRecord.Result] = [:]

  init(limit: Int) {
    self.limit = limit
  }

  /// Counts the result of the next job.
  ///
  /// - Throws: `SearchError.trialsKeepFailing`.
  mutating func count(_ result: TrialRecord.Result) throws {
    try count(result, ofJob: next + early.count)
  }

  /// Counts the result of a job, after those of all earlier jobs.
  ///
  /// - Throws: `SearchError.trialsKeepFailing`.
  mutating func count(_ result: TrialRecord.Result, ofJob job: Int) throws {
    early[job] = result
    while let result = early.removeValue(forKey: next) {
      next += 1
      switch result {
      case .evaluated: failures = 0
      case .failed(let reason):
        failures += 1
        if failures >= limit {
          throw SearchError.trialsKeepFailing(count: failures, reason: reason)
        }
      }
    }
  }
}
