import Multitask
import RunJournal
import Testing

@testable import AutoSeM

@Suite struct FailureStreakTests {
  private let success = TrialRecord.Result.evaluated(
    Evaluation(metric: 0.5, loss: 0.7, examples: 100))
  private let failure = TrialRecord.Result.failed(reason: "it broke")

  @Test func aSuccessEndsAStreak() throws {
    var streak = FailureStreak(limit: 2)
    for result in [failure, success, failure, success] { try streak.count(result) }
    try streak.count(failure)
    #expect(throws: SearchError.trialsKeepFailing(count: 2, reason: "it broke")) {
      try streak.count(failure)
    }
  }

  /// Jobs 0 to 3 fail, fail, succeed, fail; they end in every order.
  @Test func theOrderInWhichJobsEndChangesNothing() throws {
    let results = [failure, failure, success, failure]
    for order in permutations(of: [0, 1, 2, 3]) {
      var streak = FailureStreak(limit: 3)
      for job in order { try streak.count(results[job], ofJob: job) }
      var short = FailureStreak(limit: 2)
      #expect(throws: SearchError.self) {
        for job in order { try short.count(results[job], ofJob: job) }
      }
    }
  }

  private func permutations(of jobs: [Int]) -> [[Int]] {
    guard jobs.count > 1 else { return [jobs] }
    return jobs.flatMap { first in
      permutations(of: jobs.filter { $0 != first }).map { [first] + $0 }
    }
  }
}
