import Foundation
import Synchronization
import Testing

@testable import AutoSeM

@Suite struct ConcurrentlyTests {
  private struct Failure: Error {}

  /// Waits, blocking its thread, until so many are there; false if they do not come.
  private final class Gathering: Sendable {
    private let state = Mutex((present: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func wait(for count: Int) -> Bool {
      state.withLock { state in
        state.present += 1
        state.most = max(state.most, state.present)
      }
      let end = ContinuousClock.now + patience
      while state.withLock({ $0.present }) < count {
        guard ContinuousClock.now < end else { return false }
        block(0.001)
      }
      return true
    }

    func leave() { state.withLock { $0.present -= 1 } }
  }

  @Test func asManyJobsBlockAtOnceAsThereAreWorkers() async throws {
    // More than the cores of most machines that run this test.
    let workers = 4 * ProcessInfo.processInfo.activeProcessorCount
    let gathering = Gathering()
    let met = try await concurrently(workers, workers: workers) { _ in
      gathering.wait(for: workers)
    }
    #expect(met == Array(repeating: true, count: workers))
  }

  @Test func noMoreJobsRunAtOnceThanThereAreWorkers() async throws {
    let gathering = Gathering()
    _ = try await concurrently(40, workers: 3) { _ in
      _ = gathering.wait(for: 1)
      block(0.002)
      gathering.leave()
    }
    #expect(gathering.most <= 3)
  }

  @Test(arguments: [0, 1, 3, 100])
  func resultsComeInTheOrderOfTheJobs(workers: Int) async throws {
    let results = try await concurrently(50, workers: workers) { index in
      block(index.isMultiple(of: 7) ? 0.004 : 0)
      return index * index
    }
    #expect(results == (0..<50).map { $0 * $0 })
  }

  @Test func everyResultIsHandedOverOnce() async throws {
    var seen: [Int: Int] = [:]
    _ = try await concurrently(30, workers: 4) {
      $0 + 100
    } finished: {
      seen[$0] = $1
    }
    #expect(seen.count == 30 && seen.allSatisfy { $0.value == $0.key + 100 })
  }

  @Test func theFirstFailureCancelsTheOthers() async throws {
    let begun = Mutex(0)
    let cancelled = Mutex(0)
    await #expect(throws: Failure.self) {
      _ = try await concurrently(100, workers: 4) { index in
        if index == 5 {
          while begun.withLock({ $0 }) == 0 { block(0.001) }
          throw Failure()
        }
        guard index > 5 else { return }
        begun.withLock { $0 += 1 }
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end {
          if Task.isCancelled {
            cancelled.withLock { $0 += 1 }
            throw CancellationError()
          }
          block(0.001)
        }
      }
    }
    #expect((1...4).contains(cancelled.withLock { $0 }))
  }

  @Test func aCancelledTaskCancelsItsJobs() async throws {
    let gathering = Gathering()
    let task = Task {
      try await concurrently(2, workers: 2) { _ in
        _ = gathering.wait(for: 2)
        while !Task.isCancelled { block(0.001) }
        try Task.checkCancellation()
      }
    }
    while gathering.most < 2 { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
  }

  @Test func noJobsGiveNoResults() async throws {
    #expect(try await concurrently(0, workers: 3) { $0 }.isEmpty)
  }
}

/// Longer than all other tests together: a task that goes on in the cooperative pool waits for those that have
/// its threads.
private let patience = Duration.seconds(600)

/// Keeps its thread busy doing nothing, as a trainer does that waits for another machine.
private func block(_ seconds: Double) {
  Thread.sleep(forTimeInterval: seconds)
}
