import AutoSeM
import CommandTrainer
import Foundation
import Synchronization

/// A worker as a child of this process, which one job uses at a time.
final class WorkerProcess: Sendable {
  private let dialogue: Mutex<WorkerDialogue>

  /// Starts a worker.
  init(_ command: [String], in folder: String, environment: [String: String]) throws {
    dialogue = Mutex(try WorkerDialogue(command, in: folder, environment: environment))
  }

  /// Runs a job.
  ///
  /// - Throws: `WorkerEnded`; `MachineFailure` for a reply that is none, and `CancellationError`, after which the process
  ///   must not be used any more.
  func run(_ job: Job) throws -> WorkerReply {
    try dialogue.withLock { try $0.reply(to: job) }
  }
}

/// A worker ended before it gave a result.
struct WorkerEnded: Error {
  let ending: ProcessEnding

  /// Whether it had prepared the experiment.
  let wasReady: Bool

  /// Whether it had finished other jobs.
  let hadFinishedJobs: Bool

  /// The last lines of its standard error.
  let lastErrors: [String]
}

/// What is said between this process and a worker.
private struct WorkerDialogue {
  /// What a pipe takes at once or not at all.
  private static let pieceLength = 4096

  private static let keptErrors = 20

  private let process: GuardedProcess
  private var lines = LineBuffer()
  private var errors = LineBuffer()
  private var lastErrors: [String] = []
  private var isReady = false
  private var finishedJobs = 0

  init(_ command: [String], in folder: String, environment: [String: String]) throws {
    process = try GuardedProcess(command, in: folder, environment: environment)
  }

  mutating func reply(to job: Job) throws -> WorkerReply {
    if !isReady {
      guard try line() == .ready else { throw ended(.signalled(9)) }
      isReady = true
    }
    try send(JobLine.encoded(job) + Data("\n".utf8))
    let reply = try line()
    finishedJobs += 1
    return reply
  }

  /// Writes bytes to a pipe that does not wait for its reader.
  private mutating func send(_ bytes: Data) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.pieceLength)
      do {
        try process.write(piece)
        rest = rest.dropFirst(piece.count)
      } catch {
        // The pipe is full, or the worker has ended.
        try read(milliseconds: 10)
        if let ending = process.ending { throw ended(ending) }
      }
    }
  }

  private mutating func line() throws -> WorkerReply {
    while true {
      if let line = lines.next() {
        return try WorkerReply(line: Data(line.utf8))
      }
      if let ending = process.ending { throw ended(ending) }
      try read(milliseconds: 100)
    }
  }

  /// Reads for a moment.
  private mutating func read(milliseconds: Int) throws {
    try Task.checkCancellation()
    let ready = process.wait(milliseconds: milliseconds)
    if ready.contains(.errors) { errors.append(process.readErrors()) }
    while let line = errors.next() {
      lastErrors = (lastErrors + [line]).suffix(Self.keptErrors)
    }
    if ready.contains(.output) {
      lines.append(process.readOutput())
    } else if ready.contains(.ending) {
      // Not before standard output is empty, or a result would be lost.
      process.readEnding()
    }
  }

  private mutating func ended(_ ending: ProcessEnding) -> WorkerEnded {
    while process.wait(milliseconds: 0).contains(.errors) {
      let bytes = process.readErrors()
      errors.append(bytes)
      if bytes.isEmpty { break }
    }
    while let line = errors.next() ?? errors.rest() {
      lastErrors = (lastErrors + [line]).suffix(Self.keptErrors)
    }
    return WorkerEnded(
      ending: ending, wasReady: isReady, hadFinishedJobs: finishedJobs > 0, lastErrors: lastErrors)
  }
}
