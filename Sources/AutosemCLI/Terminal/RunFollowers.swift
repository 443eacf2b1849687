import AutoSeM
import ExperimentFiles
import ExperimentTracking
import Foundation
import RunJournal
import Synchronization

/// What follows the journal of a run, by the options `--tensorboard` and `--mlflow`.
struct RunFollowers: Sendable {
  private let followers: [JournalFollower]

  /// Begins what the options ask for.
  init(_ output: OutputOptions, settings: [String: String], journal: Journal, folder: URL) {
    let run = folder.standardizedFileURL.lastPathComponent
    let logs = output.tensorboard.map { path in
      let logs = URL(filePath: path).appending(path: run)
      return JournalFollower(option: "--tensorboard", isRetried: false) { _ in
        try TensorBoardLogs(of: journal).write(into: logs)
      }
    }
    let server = output.mlflow.map { server in
      let recorder = Mutex(
        MLflowRecorder(
          server: server, journal: journal, folder: folder, settings: settings, begun: .now))
      let report = folder.appending(path: "report.html")
      return JournalFollower(option: "--mlflow", isRetried: true) { isEnd in
        let page = isEnd ? try? String(contentsOf: report, encoding: .utf8) : nil
        try recorder.withLock { try $0.update(report: page) }
      }
    }
    followers = [logs, server].compactMap(\.self)
  }

  /// Sets what says a failure to a person.
  func complain(by complaint: @escaping @Sendable (String) -> Void) {
    for follower in followers { follower.complain(by: complaint) }
  }

  /// Updates after an event, unless the last update is new enough.
  func follow(_ event: SearchEvent) {
    for follower in followers { follower.follow(event) }
  }

  /// Updates after a run of a comparison, unless the last update is new enough.
  func follow() {
    for follower in followers { follower.follow() }
  }

  /// Updates with all that there is, and waits a moment for it.
  func end() {
    for follower in followers { follower.end() }
  }
}
