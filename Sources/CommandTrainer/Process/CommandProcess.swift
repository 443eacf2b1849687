import Foundation
import Synchronization

/// A process of the command: its lines, its ending, and every way in which it can fail.
final class CommandProcess {
  /// The largest number of bytes in a line; replies have some hundred.
  private static let maximumLineLength = 1 << 20

  /// The milliseconds between checks for cancellation.
  private static let pollInterval = 100

  /// The time between the end of standard output and that of the process.
  private static let exitTimeout = Duration.seconds(2)

  private let settings: CommandTrainerSettings
  private var process: GuardedProcess?

  /// Why there is no process; nil while there is one.
  private var failure: (any Error)?
  private var lines = LineBuffer()
  private var errors: ErrorTail

  /// Starts the command.
  init(_ settings: CommandTrainerSettings, log: CommandLog) throws {
    self.settings = settings
    errors = ErrorTail(log: log)
    do {
      process = try GuardedProcess(
        settings.command, in: settings.folder, environment: settings.environment ?? [:])
    } catch {
      throw self.error(.notStarted(error.systemReason), in: "start")
    }
  }

  /// The number of the process in the log.
  var number: Int { errors.process }

  /// Whether the process takes requests.
  var isAlive: Bool { process != nil }

  // MARK: - Lines

  /// Writes a line to standard input.
  func send(_ line: String, for call: String) throws {
    let process = try running(for: call)
    do {
      try process.write(line + "\n")
    } catch {
      // A closed pipe: most likely the process has ended.
      try throwEnding(otherwise: .inputNotRead, in: call)
    }
  }

  /// Closes standard input.
  func closeInput() {
    process?.closeInput()
  }

  /// Returns the next line, or nil at the end of standard output.
  ///
  /// - Parameters:
  ///   - call: The request that the line answers.
  ///   - deadline: The time limits of the call.
  /// - Throws: `CommandTrainerError`, after which there is no process, and `CancellationError`.
  func line(for call: String, deadline: inout CallDeadline) throws -> String? {
    let process = try running(for: call)
    while true {
      if let line = lines.next() { return line }
      guard lines.unfinished <= Self.maximumLineLength else {
        throw fatal(.lineTooLong(limit: Self.maximumLineLength), in: call)
      }
      guard process.canReply, process.ending == nil else { return nil }
      do {
        try Task.checkCancellation()
      } catch {
        (self.process, failure) = (nil, error)
        throw error
      }
      let hasOutput = read(process)
      if hasOutput, deadline.countsOutputAsHeartbeat { deadline.heartbeat() }
      if let problem = deadline.problem(hasOutput: hasOutput) { throw fatal(problem, in: call) }
    }
  }

  /// Returns a line that was written before a request; nil if there is none.
  func unrequestedLine() -> String? {
    while let process, process.canReply, process.wait(milliseconds: 0).contains(.output) {
      lines.append(process.readOutput())
      if lines.unfinished > Self.maximumLineLength { break }
    }
    return lines.next()
  }

  /// Returns the text after the last end of a line.
  func rest() -> String? { lines.rest() }

  // MARK: - Ending

  /// Waits for the process to end.
  ///
  /// - Throws: The given problem if it does not end in time; it is then terminated.
  func ending(otherwise problem: CommandTrainerError.Problem, in call: String) throws
    -> ProcessEnding
  {
    let process = try running(for: call)
    let start = ContinuousClock.now
    while process.ending == nil, ContinuousClock.now - start < Self.exitTimeout {
      _ = read(process)
    }
    while !process.readErrorsToTheirEnd(into: &errors) {}
    guard let ending = process.ending else { throw fatal(problem, in: call) }
    self.process = nil
    errors.finish()
    return ending
  }

  /// Terminates the process and returns the error of this and all later calls.
  func fatal(_ problem: CommandTrainerError.Problem, in call: String) -> CommandTrainerError {
    while process?.readErrorsToTheirEnd(into: &errors) == false {}
    process = nil
    errors.finish()
    let error = error(problem, in: call)
    failure = error
    return error
  }

  /// Terminates the process, if there is one.
  func terminate() {
    process = nil
    errors.finish()
  }

  /// Returns the error of a call.
  func error(_ problem: CommandTrainerError.Problem, in call: String) -> CommandTrainerError {
    CommandTrainerError(
      problem: problem, command: settings.name, call: call, lastErrors: errors.lines)
  }

  /// Returns the error of a call during which the process ended.
  func error(_ ending: ProcessEnding, in call: String) -> CommandTrainerError {
    if case .notStarted(let number) = ending {
      return fatal(.notStarted(StartFailure(settings, error: number).reason), in: call)
    }
    return fatal(.ended(ending), in: call)
  }

  /// Throws how the process ended, or the given problem if it did not.
  func throwEnding(
    otherwise problem: CommandTrainerError.Problem, in call: String
  ) throws -> Never {
    throw error(try ending(otherwise: problem, in: call), in: call)
  }

  private func running(for call: String) throws -> GuardedProcess {
    guard let process else { throw failure ?? error(.closedOutput, in: call) }
    return process
  }

  /// Reads for a moment; returns whether there was output of either kind.
  private func read(_ process: GuardedProcess) -> Bool {
    let ready = process.wait(milliseconds: Self.pollInterval)
    var hasOutput = false
    if ready.contains(.errors) {
      let bytes = process.readErrors()
      errors.append(bytes)
      hasOutput = !bytes.isEmpty
    }
    if ready.contains(.output) {
      let bytes = process.readOutput()
      lines.append(bytes)
      hasOutput = hasOutput || !bytes.isEmpty
    } else if ready.contains(.ending) {
      // Not before standard output is empty, or its last lines would be lost.
      process.readEnding()
    }
    return hasOutput
  }
}

/// A process that one thread uses at a time: that of the dialogue, then the one that ends it.
final class SharedCommandProcess: Sendable {
  private let process: Mutex<CommandProcess>

  init(_ settings: CommandTrainerSettings, log: CommandLog) throws {
    process = Mutex(try CommandProcess(settings, log: log))
  }

  /// Lends the process.
  func use<Result: Sendable>(
    _ body: @Sendable (CommandProcess) throws -> Result
  ) rethrows -> Result {
    try process.withLock { try body($0) }
  }
}

/// The time limits of a call.
struct CallDeadline {
  /// Whether all output shows that the process is alive, or a heartbeat alone.
  let countsOutputAsHeartbeat: Bool

  private let settings: CommandTrainerSettings
  private let start = ContinuousClock.now
  private var lastHeartbeat = ContinuousClock.now

  init(_ settings: CommandTrainerSettings, countsOutputAsHeartbeat: Bool = false) {
    self.settings = settings
    self.countsOutputAsHeartbeat = countsOutputAsHeartbeat
  }

  /// Restarts the timeout.
  mutating func heartbeat() { lastHeartbeat = .now }

  /// The limit that is exceeded; nil for none.
  ///
  /// - Parameter hasOutput: Whether there was output just now; it may be the reply, however late.
  func problem(hasOutput: Bool) -> CommandTrainerError.Problem? {
    let now = ContinuousClock.now
    if now - start > .seconds(settings.callLimit) {
      return .exceededCallLimit(seconds: settings.callLimit)
    }
    return !hasOutput && now - lastHeartbeat > .seconds(settings.timeout)
      ? .timedOut(seconds: settings.timeout) : nil
  }
}

extension GuardedProcess {
  /// Reads a piece of standard error; returns whether nothing is left.
  fileprivate func readErrorsToTheirEnd(into errors: inout ErrorTail) -> Bool {
    guard wait(milliseconds: 0).contains(.errors) else { return true }
    let bytes = readErrors()
    errors.append(bytes)
    return bytes.isEmpty
  }
}
