import RunJournal
import Synchronization

/// Counts what fails one after the other in a stage, and gives up when that is too much.
///
/// Only what is done now counts, not what the journal holds: a search that gave up goes on once its cause
/// is mended.
final class FailureStreak: Sendable {
  private let most: Int
  private let count = Mutex(0)

  init(most: Int) {
    self.most = most
  }

  /// Counts a result.
  ///
  /// - Throws: `SearchError.trialsKeepFailing`.
  func count(_ result: TrialRecord.Result) throws {
    switch result {
    case .evaluated: count.withLock { $0 = 0 }
    case .failed(let reason):
      let failures = count.withLock { count in
        count += 1
        return count
      }
      if failures >= most { throw SearchError.trialsKeepFailing(count: failures, reason: reason) }
    }
  }
}
