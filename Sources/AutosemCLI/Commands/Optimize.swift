import ArgumentParser
import AskTell
import Dispatch
import Foundation
import MixtureRegression
import RunJournal
import Synchronization

/// `autosem optimize`.
struct Optimize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Minimises any function by Bayesian optimisation, asked and told in lines of JSON.",
    discussion: """
      Reads a JSON object from each line of standard input, and answers with one on standard output:

        {"space":[[0,1],[0,1]],"seed":1,"budget":50}  {"ok":true}
        {"ask":true}                                  {"x":[0.31,0.77]}
        {"tell":{"x":[0.31,0.77],"y":1.25}}           {"ok":true}
        {"recommend":true}                            {"x":[0.3,0.8]}

      Several asks may be open. A y of null reports a failed trial. The space \
      {"simplex":4,"floor":0,"caps":[1,0.5,0.5,0.5]} is that of weights that sum to one. A wrong line gets \
      {"error":"…"} and changes nothing.

      With --journal the search is kept in a file: start the command again and it continues. {"pending":true} \
      lists the open asks, and {"status":true} says how far the search is. docs/optimize.md describes every line.
      """)

  @Option(
    help: ArgumentHelp(
      "The file that keeps the search; an existing one is continued.", valueName: "file"),
    completion: .file())
  var journal: String?

  @Option(
    name: .customLong("runs"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "A table of past runs that a new search over mixtures learns from, as autosem fit takes it; what is to be "
        + "maximised is told by its negative.", valueName: "file"),
    completion: .file())
  var runFiles: [String] = []

  @OptionGroup var columns: RunColumnOptions

  func run() throws {
    let serving = try reportingProblems {
      let runs = runFiles.isEmpty ? [] : try columns.table(of: runFiles).tells
      return try Serving(
        journal: journal.map { try OptimizationJournal(at: URL(filePath: $0)) }, runs: runs)
    }
    let interrupts = serving.endingOnInterrupts()
    defer { interrupts.forEach { $0.cancel() } }
    defer { serving.end() }
    while let line = try nextLine(), try serving.answer(line) {}
  }

  private func nextLine() throws -> InputLine? {
    do {
      return try InputLine.next()
    } catch {
      complain("\(error)")
      throw ExitCode(1)
    }
  }
}

/// A session between its input and its output.
private final class Serving: Sendable {
  private let session: Mutex<OptimizationSession>
  private let journal: OptimizationJournal?

  init(journal: OptimizationJournal?, runs: [OptimizationSession.Run]) throws {
    session = Mutex(try OptimizationSession(journal: journal, runs: runs))
    self.journal = journal
  }

  /// Answers a line, at once; false when nobody reads the answers any more.
  func answer(_ line: InputLine) throws -> Bool {
    try session.withLock { session in
      do {
        try emit(session.reply(to: line).line() + "\n")
        return true
      } catch let error as OutputNotWritten where error.hasNoReader {
        return false
      } catch {
        complain(sentence(of: error))
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
    onInterrupts {
      self.session.withLockIfAvailable { _ in self.end() }
      _exit(0)
    }
  }
}

extension RunTable {
  /// The runs of the largest scale that have ended, as an optimiser that minimises is told them.
  fileprivate var tells: [OptimizationSession.Run] {
    runs.filter { $0.result != .pending && isWhole($0) }.map { run in
      OptimizationSession.Run(
        x: run.mixture,
        y: run.result.objective.map { direction == .minimize ? $0 : -$0 })
    }
  }
}
