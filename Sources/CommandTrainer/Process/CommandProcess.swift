import Foundation
import Synchronization

/// A process of the command: what it says, line by line, and every way in which it may fail to.
final class CommandProcess {
  /// A reply is some hundred bytes; whoever writes so much more is writing something else.
  private static let longestLine = 1 << 20

  /// How often a wait looks whether it was cancelled.
  private static let lookAround = 100

  /// What a process that has closed its standard output may take to end, for its exit code.
  private static let farewell = Duration.seconds(2)

  private let settings: CommandTrainerSettings
  private var process: GuardedProcess?

  /// Why there is no process any more.
  private var reason: (any Error)?
  private var lines = LineBuffer()
  private var errors: ErrorTail

  /// Starts the command.
  init(_ settings: CommandTrainerSettings, log: CommandLog) throws {
    self.settings = settings
    errors = ErrorTail(log: log)
    do {
      process = try GuardedProcess(settings.command, in: settings.folder)
    } catch {
      throw failure(.noProcess(error.localizedDescription), in: "start")
    }
  }

  /// The number that the process has in the log.
  var number: Int { errors.process }

  /// Whether there still is one to talk to.
  var isAlive: Bool { process != nil }

  // MARK: - Talking

  /// Says a line.
  func send(_ line: String, for call: String) throws {
    let process = try living(for: call)
    do {
      try process.write(line + "\n")
    } catch {
      // Nobody reads: most likely there is nobody.
      try watchItEnd(otherwise: .deaf, in: call)
    }
  }

  /// Lets the command see the end of its standard input.
  func closeInput() {
    process?.closeInput()
  }

  /// Returns the next line, or nil at the end of standard output.
  ///
  /// - Parameters:
  ///   - call: What is waited for.
  ///   - patience: Counts from the beginning of the call, and from each sign of life.
  /// - Throws: `CommandTrainerError`, after which the process is gone, and `CancellationError`.
  func line(for call: String, patience: inout Patience) throws -> String? {
    let process = try living(for: call)
    while true {
      if let line = lines.next() { return line }
      guard lines.unfinished <= Self.longestLine else {
        throw fatal(.lineTooLong(limit: Self.longestLine), in: call)
      }
      guard process.canReply, process.ending == nil else { return nil }
      do {
        try Task.checkCancellation()
      } catch {
        (self.process, reason) = (nil, error)
        throw error
      }
      let isHeard = listen(process)
      if isHeard, patience.isAnythingALifeSign { patience.restart() }
      if let problem = patience.problem(isHeard: isHeard) { throw fatal(problem, in: call) }
    }
  }

  /// Takes a line that came without being asked for, if one did.
  func unaskedLine() -> String? {
    while let process, process.canReply, process.wait(milliseconds: 0).contains(.output) {
      lines.append(process.readOutput())
      if lines.unfinished > Self.longestLine { break }
    }
    return lines.next()
  }

  /// Takes what is left behind the last end of a line.
  func rest() -> String? { lines.rest() }

  // MARK: - Ending

  /// Waits for the process to end of itself, and says how it did.
  ///
  /// - Throws: The other problem if it lives on, and is now ended.
  func ending(otherwise problem: CommandTrainerError.Problem, in call: String) throws
    -> ProcessEnding
  {
    let process = try living(for: call)
    let start = ContinuousClock.now
    while process.ending == nil, ContinuousClock.now - start < Self.farewell { _ = listen(process) }
    while !process.readErrorsToTheirEnd(into: &errors) {}
    guard let ending = process.ending else { throw fatal(problem, in: call) }
    self.process = nil
    errors.finish()
    return ending
  }

  /// Ends the process and makes the error that says why.
  func fatal(_ problem: CommandTrainerError.Problem, in call: String) -> CommandTrainerError {
    while process?.readErrorsToTheirEnd(into: &errors) == false {}
    process = nil
    errors.finish()
    let error = failure(problem, in: call)
    reason = error
    return error
  }

  /// Ends the process, if there still is one.
  func end() {
    process = nil
    errors.finish()
  }

  /// Makes an error.
  func failure(_ problem: CommandTrainerError.Problem, in call: String) -> CommandTrainerError {
    CommandTrainerError(
      problem: problem, command: settings.name, call: call, lastErrors: errors.lines)
  }

  /// Throws how the process ended, or the other problem if it did not.
  func watchItEnd(
    otherwise problem: CommandTrainerError.Problem, in call: String
  ) throws -> Never {
    throw fatal(.ended(try ending(otherwise: problem, in: call)), in: call)
  }

  private func living(for call: String) throws -> GuardedProcess {
    guard let process else { throw reason ?? failure(.closedItsOutput, in: call) }
    return process
  }

  /// Takes what comes within a moment; whether anything was said.
  private func listen(_ process: GuardedProcess) -> Bool {
    let ready = process.wait(milliseconds: Self.lookAround)
    var isAnything = false
    if ready.contains(.errors) {
      let bytes = process.readErrors()
      errors.append(bytes)
      isAnything = !bytes.isEmpty
    }
    if ready.contains(.output) {
      let bytes = process.readOutput()
      lines.append(bytes)
      isAnything = isAnything || !bytes.isEmpty
    } else if ready.contains(.ending) {
      // Only once standard output is empty, or its last words would be lost.
      process.readEnding()
    }
    return isAnything
  }
}

/// A process that one thread uses at a time: that of the dialogue, and after it that of the farewell.
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

/// How long a call may still take.
struct Patience {
  /// Whether anything at all that is written shows that the process lives, or a heartbeat alone.
  let isAnythingALifeSign: Bool

  private let settings: CommandTrainerSettings
  private let start = ContinuousClock.now
  private var lastSign = ContinuousClock.now

  init(_ settings: CommandTrainerSettings, isAnythingALifeSign: Bool = false) {
    self.settings = settings
    self.isAnythingALifeSign = isAnythingALifeSign
  }

  /// Begins to wait anew after a sign of life.
  mutating func restart() { lastSign = .now }

  /// Why there is no more waiting, if there is not.
  ///
  /// - Parameter isHeard: Whether something was just said, which may be what is waited for, however late.
  func problem(isHeard: Bool) -> CommandTrainerError.Problem? {
    let now = ContinuousClock.now
    if now - start > .seconds(settings.callLimit) { return .tooLong(seconds: settings.callLimit) }
    return !isHeard && now - lastSign > .seconds(settings.timeout)
      ? .silent(seconds: settings.timeout) : nil
  }
}

extension GuardedProcess {
  /// Takes a piece of standard error; whether that was all there is now.
  fileprivate func readErrorsToTheirEnd(into errors: inout ErrorTail) -> Bool {
    guard wait(milliseconds: 0).contains(.errors) else { return true }
    let bytes = readErrors()
    errors.append(bytes)
    return bytes.isEmpty
  }
}
