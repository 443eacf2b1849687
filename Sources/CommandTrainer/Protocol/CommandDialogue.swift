import Foundation

/// Requests to a command and its replies, each a line of JSON.
final class CommandDialogue {
  private let settings: CommandTrainerSettings
  private let process: SharedCommandProcess
  private let endingProcesses: DispatchGroup

  /// Starts the command, once the processes before it have ended: they may still hold the memory of a GPU.
  init(_ settings: CommandTrainerSettings, log: CommandLog) throws {
    self.settings = settings
    endingProcesses = log.endingProcesses
    endingProcesses.wait()
    process = try SharedCommandProcess(settings, log: log)
  }

  /// The number of the process in the log.
  var number: Int { process.use { $0.number } }

  deinit {
    guard process.use({ $0.isAlive }) else { return }
    endingProcesses.enter()
    // In the background: a command that does not answer must not block the caller.
    Thread.detachNewThread { [process, settings, endingProcesses] in
      process.use { $0.end(settings) }
      endingProcesses.leave()
    }
  }

  /// Sends a request and returns the reply.
  ///
  /// - Throws: `CommandTrainerError`, after which the process has ended unless it replied with an error;
  ///   `CancellationError`.
  func ask<Reply: CommandReply>(_ request: CommandRequest) throws -> Reply {
    try process.use { [settings] in try $0.ask(request, settings: settings) }
  }

  /// Returns the error of a request whose reply is of no use; the process goes on.
  func error(_ problem: CommandTrainerError.Problem, in request: CommandRequest)
    -> CommandTrainerError
  {
    process.use { $0.error(problem, in: request.name) }
  }
}

extension CommandProcess {
  /// Asks the process to end, and terminates it after a moment.
  fileprivate func end(_ settings: CommandTrainerSettings) {
    var brief = settings
    (brief.timeout, brief.callLimit) = (2, 2)
    let reply: OKReply? = try? ask(.bye, settings: brief)
    if reply != nil { _ = try? ending(otherwise: .closedOutput, in: "end") }
    terminate()
  }

  fileprivate func ask<Reply: CommandReply>(
    _ request: CommandRequest, settings: CommandTrainerSettings
  ) throws -> Reply {
    while let line = unrequestedLine() {
      guard StatusLine(line)?.heartbeat == true else {
        throw fatal(.unrequestedLine(line), in: request.name)
      }
    }
    try send(request.line, for: request.name)
    var deadline = CallDeadline(settings)
    while let line = try line(for: request.name, deadline: &deadline) {
      let status = StatusLine(line)
      if status?.heartbeat == true {
        deadline.heartbeat()
      } else if let reason = status?.error {
        throw error(.refused(reason), in: request.name)
      } else {
        return try reply(in: line, to: request)
      }
    }
    if let rest = rest() {
      throw fatal(.endedInALine(rest), in: request.name)
    }
    try throwEnding(otherwise: .closedOutput, in: request.name)
  }

  private func reply<Reply: CommandReply>(
    in line: String, to request: CommandRequest
  ) throws -> Reply {
    guard let reply = try? jsonDecoder().decode(Reply.self, from: Data(line.utf8)),
      reply.sizes.allSatisfy(ReportedSize.range.contains)
    else {
      throw fatal(.wrongReply(line, expected: Reply.expected), in: request.name)
    }
    if let wrong = reply.numbers.first(where: { !$0.value.isFinite }) {
      throw fatal(.notFinite(wrong.name), in: request.name)
    }
    return reply
  }
}
