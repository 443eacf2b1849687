import ArgumentParser
import AutoSeM
import Dispatch
import Execution
import ExperimentFiles
import ExperimentTracking
import Foundation
import Multitask
import PolicyComparison
import Reports
import RunJournal
import TorchTrainer

/// A run from the state of its journal to its end, or to Ctrl-C.
struct RunSession {
  let prepared: PreparedExperiment
  let journal: Journal
  let folder: URL
  let kind: RunHeader.Kind

  /// Whether the model of the verdict's mixture is kept.
  var keepsModel = false

  /// The pulls that a comparison's counterfactual policy is learned from.
  var logged: LoggedPulls?

  /// The file that takes the events.
  var events: EventFile?

  func run(_ output: OutputOptions) async throws {
    let experiment = prepared.experiment
    let followers = RunFollowers(
      output, settings: prepared.trackedSettings, journal: journal, folder: folder)
    defer { followers.end() }
    switch kind {
    case .search:
      let executor = try prepared.executor(in: folder, header: journal.header())
      let jobs = WatchedJobs(
        executor
          ?? InProcessExecutor(prepared.factory, workers: experiment.search.workers))
      try await sit(output, done: "found", jobs: jobs) { progress in
        followers.complain { progress.warn($0) }
        await (executor as? SlurmExecutor)?.complain { progress.warn($0) }
        let search = Search(
          prepared.factory, settings: experiment.search, executor: jobs,
          retries: experiment.executor.retries)
        _ = try await search.run(on: journal) {
          progress.show($0)
          events?.write($0)
          followers.follow($0)
        }
        try (executor as? SlurmExecutor)?.end()
      }
    case .comparison:
      try await sit(output, done: "measured") { progress in
        followers.complain { progress.warn($0) }
        _ = try await Comparison(
          settings: experiment.comparison, search: experiment.search, factory: prepared.factory,
          logged: logged
        ).run(journal: journal) {
          progress.show($0)
          events?.write($0)
          followers.follow()
        }
      }
    }
  }

  /// Does the work, and then publishes its result.
  ///
  /// - Parameters:
  ///   - done: A verb for the message of a failure: what was *found* so far.
  ///   - jobs: The jobs that the live view tells of.
  private func sit(
    _ output: OutputOptions, done: String, jobs: WatchedJobs? = nil,
    work: @escaping @Sendable (Progress) async throws -> Void
  ) async throws {
    let settings = prepared.experiment.search
    let remaining = kind == .search ? try? RemainingTime(of: settings, journal: journal) : nil
    let progress = Progress(
      tasks: prepared.factory.tasks, isQuiet: output.quiet,
      search: kind == .search ? settings : nil, jobs: jobs)
    let redrawing = progress.redrawing()
    defer { redrawing?.cancel() }
    // Nothing is printed before Ctrl-C stops the run cleanly.
    let (beginning, begin) = AsyncStream<Never>.makeStream()
    let task = Task {
      for await _ in beginning {}
      try Task.checkCancellation()
      for leak in prepared.leaks { try journal.note("\(leak)", at: "data") }
      try prepared.openLog(in: folder)
      try prepared.encodeSentences { progress.show($0) }
      progress.clear()
      events?.begin { progress.warn($0) }
      if let remaining, prepared.experiment.trainerKind == .torch, !output.quiet {
        progress.announce(
          RemainingTime.phrase(
            try remaining.seconds(prepared.factory, workers: settings.workers)))
      }
      try await work(progress)
      progress.end()
      try publish(RunReport(of: journal), in: folder, asJSON: output.form.json)
      progress.announce("report: \(folder.appending(path: "report.html").relativePath)")
      if keepsModel { try keepModel(progress) }
    }
    let interrupts = onInterrupts { task.cancel() }
    defer { interrupts.forEach { $0.cancel() } }
    progress.announce(prepared.summary(kind) + "\nrun: \(folder.relativePath)")
    begin.finish()
    do {
      try await task.value
      events?.write(.finished(verdict: try verdict))
    } catch is CancellationError {
      progress.end()
      events?.write(.stopped)
      complain("stopped; go on with: autosem resume \(quoted(folder.relativePath))")
      throw ExitCode(130)
    } catch {
      progress.end()
      events?.write(.failed(reason: "\(error)"))
      // The page has the reasons of all failures; the error is what counts where it cannot be written.
      try? writePage(of: RunReport(of: journal), in: folder)
      complain("\(sentence(of: error))\n  what was \(done) so far is in \(folder.relativePath)")
      throw ExitCode(1)
    }
  }

  /// Trains the model to keep, and says where it is.
  private func keepModel(_ progress: Progress) throws {
    progress.announce("training the model to keep")
    let origin = try prepared.keepModel(of: journal, in: folder)
    let scores = origin.testScores.sorted { $0.key < $1.key }
      .map { "\($0.key) \(fixed($0.value))" }.joined(separator: ", ")
    progress.announce(
      "model: \(folder.appending(path: "model.safetensors").relativePath), test score \(scores)\n"
        + "predict with: autosem predict \(quoted(folder.relativePath)) FILE")
  }

  /// The verdict of a search; nil for a comparison, which has none.
  private var verdict: String? {
    get throws { kind == .search ? try Outcome(of: journal).verdict.description : nil }
  }
}
