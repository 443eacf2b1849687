import ArgumentParser
import AskTell
import Dispatch
import Foundation
import RunJournal
import Synchronization

/// `autosem optimize`.
struct Optimize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Minimises anything: the optimiser alone, a JSON object a line each way.",
    discussion: """
      Reads lines on standard input and answers each on standard output:

        {"space":[[0,1],[0,1]],"seed":1,"budget":50}  {"ok":true}
        {"ask":true}                                  {"x":[0.31,0.77]}
        {"tell":{"x":[0.31,0.77],"y":1.25}}           {"ok":true}
        {"recommend":true}                            {"x":[0.3,0.8]}

      Several asks may be open, y is null for a trial that failed, and a mixture's space is \
      {"simplex":4,"floor":0,"caps":[1,0.5,0.5,0.5]}. A line that is wrong is answered with \
      {"error":"…"} and changes nothing. With --journal the search may be killed at any moment and \
      started again; {"pending":true} and {"status":true} say where it is. docs/optimize.md has all \
      of it.
      """)

  @Option(
    help: ArgumentHelp(
      "A file that keeps the search, and from which it goes on.", valueName: "file"),
    completion: .file())
  var journal: String?

  func run() throws {
    let serving = try reportingProblems {
      try Serving(journal: journal.map { try OptimizationJournal(at: URL(filePath: $0)) })
    }
    // Whoever listened has gone: the write says so.
    signal(SIGPIPE, SIG_IGN)
    let interrupts = serving.endingOnInterrupts()
    defer { interrupts.forEach { $0.cancel() } }
    while let line = InputLine.next(), try serving.answer(line) {}
    serving.end()
  }
}

/// A session between its input and its output.
private final class Serving: Sendable {
  private let session: Mutex<OptimizationSession>
  private let journal: OptimizationJournal?

  init(journal: OptimizationJournal?) throws {
    session = Mutex(try OptimizationSession(journal: journal))
    self.journal = journal
  }

  /// Answers a line, at once; false when nobody reads the answers any more.
  func answer(_ line: InputLine) throws -> Bool {
    try session.withLock { session in
      let reply = try session.reply(to: line).line() + "\n"
      do {
        try FileHandle.standardOutput.write(contentsOf: Data(reply.utf8))
        return true
      } catch {
        if isBrokenPipe(error) { return false }
        complain("standard output could not be written: \(error.localizedDescription)")
        throw ExitCode(1)
      }
    }
  }

  /// Makes the journal one file; what is in it is safe in any case.
  func end() {
    try? journal?.close()
  }

  /// Ends the process on Ctrl-C, or when it is asked to end, in the middle of an answer if need be.
  func endingOnInterrupts() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        self.session.withLockIfAvailable { _ in self.end() }
        _exit(0)
      }
      source.resume()
      return source
    }
  }
}

private func isBrokenPipe(_ error: any Error) -> Bool {
  let error = error as NSError
  let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
  return cause.domain == NSPOSIXErrorDomain && cause.code == Int(EPIPE)
}
