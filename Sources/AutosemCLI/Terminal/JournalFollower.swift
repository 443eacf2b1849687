import AutoSeM
import Dispatch
import Foundation
import Synchronization

/// Keeps something outside in step with the journal of a run, such as the logs of `--tensorboard`.
///
/// It is updated on a queue of its own, at most once in ten seconds and at the end of each stage, and never harms or
/// delays the search. The first failure is said.
final class JournalFollower: Sendable {
  private static let pause = Duration.seconds(10)
  private static let patience = DispatchTimeInterval.seconds(60)

  private let option: String
  private let isRetried: Bool
  private let update: @Sendable (_ isEnd: Bool) throws -> Void
  private let queue: DispatchQueue
  private let state = Mutex(State())

  private struct State {
    var updated: ContinuousClock.Instant?
    var hasFailed = false

    /// Says a failure to a person.
    var complaint: @Sendable (String) -> Void = AutosemCLI.complain
  }

  /// Creates a follower.
  ///
  /// - Parameters:
  ///   - option: The option that asked for it, for messages.
  ///   - isRetried: Whether an update is tried again after one has failed.
  ///   - update: Brings what is outside in step.
  init(
    option: String, isRetried: Bool, update: @escaping @Sendable (_ isEnd: Bool) throws -> Void
  ) {
    self.option = option
    self.isRetried = isRetried
    self.update = update
    queue = DispatchQueue(label: option)
  }

  /// Sets what says a failure to a person.
  func complain(by complaint: @escaping @Sendable (String) -> Void) {
    state.withLock { $0.complaint = complaint }
  }

  /// Updates after an event, unless the last update is new enough.
  func follow(_ event: SearchEvent) {
    switch event {
    case .selected, .recommended: enqueue(isDue: true)
    default: enqueue()
    }
  }

  /// Updates after a run of a comparison, unless the last update is new enough.
  func follow() { enqueue() }

  /// Updates with all that there is, and waits a moment for it.
  func end() {
    enqueue(isDue: true, isEnd: true)
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    if done.wait(timeout: .now() + Self.patience) == .timedOut {
      AutosemCLI.complain(
        "\(option): the last steps of the run are missing, since it took too long")
    }
  }

  private func enqueue(isDue: Bool = false, isEnd: Bool = false) {
    queue.async { [self] in
      let isWanted = state.withLock { state in
        guard isRetried || !state.hasFailed else { return false }
        // One that does not answer is not asked at the end of each stage as well.
        let isForced = isEnd || isDue && !state.hasFailed
        return isForced || state.updated.map { .now - $0 >= Self.pause } ?? true
      }
      guard isWanted else { return }
      do {
        try update(isEnd)
      } catch {
        fail(error)
      }
      state.withLock { $0.updated = .now }
    }
  }

  private func fail(_ error: any Error) {
    let complaint = state.withLock { state in
      defer { state.hasFailed = true }
      return state.hasFailed ? nil : state.complaint
    }
    complaint?("\(option): \(error); the run goes on")
  }
}
