import RunJournal

/// Counts failures in a row in a stage, and gives up when there are too many.
///
/// Results are counted in the order of their jobs, whatever the order in which these ended, so that the number
/// of workers changes nothing. Only the jobs of this session count: a search that gave up goes on once the
/// cause is mended.
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

  /// Counts the result of a job; one that ended before an earlier job is kept until its turn.
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
