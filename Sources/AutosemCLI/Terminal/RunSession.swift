import ArgumentParser
import AutoSeM
import Dispatch
import ExperimentFiles
import Foundation
import Multitask
import PolicyComparison
import Reports
import RunJournal

/// A run from the state of its journal to its end, or to Ctrl-C.
struct RunSession {
  let prepared: PreparedExperiment
  let journal: Journal
  let folder: URL
  let kind: RunHeader.Kind

  /// The pulls that a comparison's counterfactual policy is learned from.
  var logged: LoggedPulls?

  func run(_ output: OutputOptions) async throws {
    let experiment = prepared.experiment
    switch kind {
    case .search:
      try await sit(output, done: "found") { progress in
        let search = Search(prepared.factory, settings: experiment.search)
        _ = try await search.run(on: journal) { progress.show($0) }
      }
    case .comparison:
      try await sit(output, done: "measured") { progress in
        _ = try await Comparison(
          settings: experiment.comparison, search: experiment.search, factory: prepared.factory,
          logged: logged
        ).run(journal: journal) { progress.show($0) }
      }
    }
  }

  /// Does the work, and then publishes its result.
  ///
  /// - Parameter done: A verb for the message of a failure: what was *found* so far.
  private func sit(
    _ output: OutputOptions, done: String,
    work: @escaping @Sendable (Progress) async throws -> Void
  ) async throws {
    let settings = prepared.experiment.search
    let remaining = kind == .search ? try? RemainingTime(of: settings, journal: journal) : nil
    let progress = Progress(
      tasks: prepared.factory.tasks, isQuiet: output.quiet,
      isLive: isatty(FileHandle.standardError.fileDescriptor) == 1, remaining: remaining)
    // Nothing is printed before Ctrl-C stops the run cleanly.
    let (beginning, begin) = AsyncStream<Never>.makeStream()
    let task = Task {
      for await _ in beginning {}
      try Task.checkCancellation()
      for leak in prepared.leaks { try journal.note("\(leak)", at: "data") }
      try prepared.openLog(in: folder)
      try prepared.encodeSentences { progress.show($0) }
      progress.end()
      if let remaining, prepared.experiment.trainerKind == .torch, !output.quiet {
        progress.announce(
          try remaining.expectation(prepared.factory, workers: settings.workers))
      }
      try await work(progress)
    }
    let interrupts = onInterrupts { task.cancel() }
    defer { interrupts.forEach { $0.cancel() } }
    progress.announce(prepared.summary(kind) + "\nrun: \(folder.relativePath)")
    begin.finish()
    do {
      try await task.value
      progress.end()
      try publish(RunReport(of: journal), in: folder, asJSON: output.json)
      progress.announce("report: \(folder.appending(path: "report.html").relativePath)")
    } catch is CancellationError {
      progress.end()
      complain("stopped; go on with: autosem resume \(quoted(folder.relativePath))")
      throw ExitCode(130)
    } catch {
      progress.end()
      // The page has the reasons of all failures; the error is what counts where it cannot be written.
      try? writePage(of: RunReport(of: journal), in: folder)
      complain("\(sentence(of: error))\n  what was \(done) so far is in \(folder.relativePath)")
      throw ExitCode(1)
    }
  }
}
