import AutoSeM
import Dispatch
import ExperimentTracking
import Foundation
import RunJournal
import Synchronization

/// The folder of `--tensorboard`, whose logs follow the journal of a run.
///
/// The logs are written on a queue of their own, at most once in ten seconds and at the end of each stage. The first
/// failure is said, and ends the writing.
final class TensorBoardFolder: Sendable {
  private static let pause = Duration.seconds(10)

  private let folder: URL
  private let journal: Journal
  private let queue = DispatchQueue(label: "tensorboard")
  private let state = Mutex(State())

  private struct State {
    var written: ContinuousClock.Instant?
    var hasFailed = false

    /// Says a failure to a person.
    var complaint: @Sendable (String) -> Void = AutosemCLI.complain
  }

  /// Follows a journal.
  ///
  /// - Parameters:
  ///   - path: The folder of TensorBoard's logs, in which the run has a folder of its own.
  ///   - run: The name of the run.
  init(path: String, run: String, journal: Journal) {
    folder = URL(filePath: path).appending(path: run)
    self.journal = journal
  }

  /// Sets what says a failure to a person.
  func complain(by complaint: @escaping @Sendable (String) -> Void) {
    state.withLock { $0.complaint = complaint }
  }

  /// Writes the logs after an event, unless they are new enough.
  func follow(_ event: SearchEvent) {
    switch event {
    case .selected, .recommended: write(isDue: true)
    default: write()
    }
  }

  /// Writes the logs after a run of a comparison, unless they are new enough.
  func follow() { write() }

  /// Writes all that there is, and waits for it.
  func end() {
    write(isDue: true)
    queue.sync {}
  }

  private func write(isDue: Bool = false) {
    queue.async { [self] in
      state.withLock { state in
        guard !state.hasFailed else { return }
        guard isDue || state.written.map({ .now - $0 >= Self.pause }) ?? true else { return }
        do {
          try TensorBoardLogs(of: journal).write(into: folder)
        } catch {
          state.hasFailed = true
          state.complaint("--tensorboard: \(error); the run goes on without its logs")
        }
        state.written = .now
      }
    }
  }
}
