import Foundation

/// A dialogue with a command: a line of JSON to it, a line of JSON back.
final class CommandDialogue {
  private let settings: CommandTrainerSettings
  private let process: SharedCommandProcess
  private let farewells: DispatchGroup

  /// Starts the command, once those that were taken leave of have ended: they may still hold a GPU's memory.
  init(_ settings: CommandTrainerSettings, log: CommandLog) throws {
    self.settings = settings
    farewells = log.farewells
    farewells.wait()
    process = try SharedCommandProcess(settings, log: log)
  }

  /// The number that the process has in the log.
  var number: Int { process.use { $0.number } }

  deinit {
    // One that failed is gone already.
    guard process.use({ $0.isAlive }) else { return }
    farewells.enter()
    // In the background: a command that does not answer must not hold up whoever is done with it.
    Thread.detachNewThread { [process, settings, farewells] in
      process.use { $0.takeLeave(settings) }
      farewells.leave()
    }
  }

  /// Asks for something.
  ///
  /// - Throws: `CommandTrainerError`, after which the command is gone, unless it replied that it cannot do
  ///   this; `CancellationError`.
  func ask<Reply: CommandReply>(_ request: CommandRequest) throws -> Reply {
    try process.use { [settings] in try $0.ask(request, settings: settings) }
  }

  /// An error that the command is told nothing of.
  func failure(_ problem: CommandTrainerError.Problem, in request: CommandRequest)
    -> CommandTrainerError
  {
    process.use { $0.failure(problem, in: request.name) }
  }
}

extension CommandProcess {
  /// Says goodbye, waits a moment for the command to end, and then ends it.
  fileprivate func takeLeave(_ settings: CommandTrainerSettings) {
    var brief = settings
    (brief.timeout, brief.callLimit) = (2, 2)
    let farewell: OKReply? = try? ask(.bye, settings: brief)
    if farewell != nil { _ = try? ending(otherwise: .closedItsOutput, in: "end") }
    end()
  }

  fileprivate func ask<Reply: CommandReply>(
    _ request: CommandRequest, settings: CommandTrainerSettings
  ) throws -> Reply {
    while let line = unaskedLine() {
      guard Aside(line)?.heartbeat == true else {
        throw fatal(.unasked(line), in: request.name)
      }
    }
    try send(request.line, for: request.name)
    var patience = Patience(settings)
    while let line = try line(for: request.name, patience: &patience) {
      let aside = Aside(line)
      if aside?.heartbeat == true {
        patience.restart()
      } else if let reason = aside?.error {
        throw failure(.refused(reason), in: request.name)
      } else {
        return try reply(in: line, to: request)
      }
    }
    if let rest = rest() {
      throw fatal(.endedInALine(rest), in: request.name)
    }
    try watchItEnd(otherwise: .closedItsOutput, in: request.name)
  }

  private func reply<Reply: CommandReply>(
    in line: String, to request: CommandRequest
  ) throws -> Reply {
    guard let reply = try? jsonDecoder().decode(Reply.self, from: Data(line.utf8)) else {
      throw fatal(.notAReply(line, expected: Reply.expected), in: request.name)
    }
    if let wrong = reply.numbers.first(where: { !$0.value.isFinite }) {
      throw fatal(.notFinite(wrong.name), in: request.name)
    }
    return reply
  }
}
