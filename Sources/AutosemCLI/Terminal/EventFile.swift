import AutoSeM
import Dispatch
import ExperimentFiles
import ExperimentTracking
import Foundation
import PolicyComparison
import RunJournal
import Synchronization

/// The file of `--events`, which takes the events of a run line by line.
///
/// The lines are written on a queue of their own, so that a pipe whose reader is slow does not delay the search. The
/// first failure is said, and ends the writing.
final class EventFile: Sendable {
  private static let patience = DispatchTimeInterval.seconds(5)

  private let path: String
  private let lines: EventLines
  private let queue = DispatchQueue(label: "events")
  private let state: Mutex<State>

  private struct State {
    /// Nil for a file that is not open yet, or not any more.
    var handle: FileHandle?

    /// The lines that an earlier session of the run has written.
    var written: Set<String>

    var hasFailed = false

    /// Says a failure to a person.
    var complaint: @Sendable (String) -> Void = complain
  }

  /// Opens the file of a run.
  ///
  /// - Parameters:
  ///   - path: The path: a file to create, one of an earlier session of the run, or anything else that takes lines.
  ///   - lines: The lines of the run.
  ///   - run: The name of the run.
  ///   - isResumed: Whether the run has an earlier session.
  /// - Throws: `EventFileError` where the file holds something else or cannot be written.
  init(path: String, lines: EventLines, run: String, isResumed: Bool) throws {
    self.path = path
    self.lines = lines
    // A reader that has closed the pipe is reported by the write.
    signal(SIGPIPE, SIG_IGN)
    let file = URL(filePath: path)
    let kind = try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
    if kind == false {
      state = Mutex(State(written: []))
    } else {
      do {
        state = Mutex(try Self.opened(file, run: run, isResumed: isResumed))
      } catch let error as EventFileError {
        throw error
      } catch {
        throw EventFileError.notWritten(path: path, reason: error.localizedDescription)
      }
    }
  }

  private static func opened(_ file: URL, run: String, isResumed: Bool) throws -> State {
    let path = file.relativePath
    let known = (try? Data(contentsOf: file)) ?? Data()
    // A line that was cut off when the process ended is written again as a whole.
    let end = known.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let whole = known.prefix(end)
    if !known.isEmpty {
      let first = String(decoding: whole.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      guard isResumed, EventLines.run(ofFirst: first) == run else {
        throw EventFileError.taken(path: path, isResumed: isResumed)
      }
    } else if !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
      try Data().write(to: file)
    }
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: UInt64(whole.count))
    try handle.seekToEnd()
    let written = String(decoding: whole, as: UTF8.self).split(separator: "\n").map { "\($0)\n" }
    return State(handle: handle, written: Set(written))
  }

  /// Writes the first line.
  ///
  /// - Parameter complaint: Says a failure to a person.
  func begin(complaint: @escaping @Sendable (String) -> Void) {
    state.withLock { $0.complaint = complaint }
    write(lines.began)
  }

  /// Writes an event of a search.
  func write(_ event: SearchEvent) { write(lines.line(of: event)) }

  /// Writes an event of a comparison.
  func write(_ event: ComparisonEvent) { write(lines.line(of: event)) }

  /// Writes the end of a session, and waits a moment for all lines to be written.
  func write(_ end: EventLines.End) {
    if case .finished = end {
      write(lines.line(of: end))
    } else {
      write(lines.line(of: end), isNew: true)
    }
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    if done.wait(timeout: .now() + Self.patience) == .timedOut {
      complain("'\(path)' takes no more lines: the last events are missing there")
    }
  }

  /// - Parameter isNew: Whether a line that is there already is written again.
  private func write(_ line: String, isNew: Bool = false) {
    queue.async { [self] in
      state.withLock { state in
        guard !state.hasFailed, isNew || !state.written.contains(line) else { return }
        do {
          // A pipe is opened here, since that waits for a reader.
          let handle = try state.handle ?? FileHandle(forWritingTo: URL(filePath: path))
          state.handle = handle
          try handle.write(contentsOf: Data(line.utf8))
        } catch {
          state.hasFailed = true
          try? state.handle?.close()
          state.complaint(
            "\(EventFileError.notWritten(path: path, reason: error.localizedDescription)); the run goes on "
              + "without its events")
        }
      }
    }
  }
}

extension PreparedExperiment {
  /// The keys of the experiment with their values, as other tools are told them.
  ///
  /// Without the environment of a command, which may hold secrets.
  var trackedSettings: [String: String] {
    let settings = experiment.settings.filter { $0.key != "trainer.env" }
    return Dictionary(settings.map { ($0.key, $0.value ?? "") }) { first, _ in first }
  }

  /// Returns the file of a run's events.
  ///
  /// - Throws: `EventFileError`.
  func eventFile(
    at path: String?, header: RunHeader, folder: URL, isResumed: Bool = false
  ) throws -> EventFile? {
    guard let path else { return nil }
    let run = folder.standardizedFileURL.lastPathComponent
    let lines = EventLines(header: header, run: run, settings: trackedSettings)
    return try EventFile(path: path, lines: lines, run: run, isResumed: isResumed)
  }
}

/// A file of events that cannot be used.
enum EventFileError: Error, Equatable, CustomStringConvertible {
  case taken(path: String, isResumed: Bool)
  case notWritten(path: String, reason: String)

  var description: String {
    switch self {
    case .taken(let path, isResumed: false):
      "--events: '\(path)' exists, and a new run was expected to make the file: give another name"
    case .taken(let path, isResumed: true):
      "--events: '\(path)' does not hold the events of this run: give the file of its earlier session, or "
        + "another name"
    case .notWritten(let path, let reason):
      "--events: '\(path)' could not be written: \(reason)"
    }
  }
}
