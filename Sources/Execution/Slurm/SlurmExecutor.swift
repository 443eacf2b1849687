public import AutoSeM
import CommandTrainer
public import Foundation
import Multitask

/// Runs jobs through Slurm, on machines that share the folder of the run.
///
/// Jobs and results are files there. What a search leaves in the queue when it is killed, the search that resumes it
/// finds again.
public final class SlurmExecutor: Executor {
  private static let longestPause = Duration.seconds(5)
  private let jobs: URL
  private let controller: SlurmController

  /// Creates an executor.
  ///
  /// - Parameters:
  ///   - command: The program and the arguments of a worker, which is given `--job` and a name (`Worker.run`).
  ///   - jobs: The absolute folder of the jobs, on a file system that all machines share.
  ///   - settings: What is asked of Slurm.
  public convenience init(command: [String], jobs: URL, settings: ExecutorSettings) {
    self.init(
      jobs: jobs, SlurmController(command: command, jobs: jobs, settings: settings))
  }

  init(jobs: URL, _ controller: SlurmController) {
    self.jobs = jobs
    self.controller = controller
  }

  /// Sets what is called with a sentence, once for each reason, when jobs wait for something other than the end of other
  /// jobs, such as drained nodes.
  public func complain(by complaint: @escaping @Sendable (String) -> Void) async {
    await controller.complain(by: complaint)
  }

  /// Runs a job, or takes the result of one that was left.
  ///
  /// - Throws: `MachineFailure` for a node that failed, a job that was pre-empted, cancelled or out of time, and a Slurm that
  ///   takes no jobs; `ExecutorError` for a job that Slurm refuses, and a worker that cannot begin; `CancellationError`,
  ///   after the job was cancelled; what Foundation throws for files.
  public func run(_ job: Job) async throws -> JobResult {
    let folder = try JobFolder(of: job, in: jobs)
    try folder.write(job)
    let clock = Stopwatch()
    do {
      let result = try await reply(of: folder).result()
      // What failed may be tried again, now or when the search is resumed.
      if result.result.evaluation == nil { try folder.remove() }
      return result
    } catch let failure as TrainerEndedWorker {
      try folder.remove()
      return JobResult(result: .failed(reason: failure.reason), seconds: clock.seconds)
    } catch let failure as MachineFailure {
      try folder.removeReply()
      throw failure
    }
  }

  /// Removes the files of all jobs, once their results are in the journal.
  public func end() throws {
    for array in try SlurmArray.all(in: jobs) {
      for name in array.names { try? JobFolder(named: name, in: jobs).remove() }
    }
    try SlurmArray.removeAll(in: jobs)
  }

  /// Submits a job unless it is in the queue or has a reply, and waits for that.
  private func reply(of folder: JobFolder) async throws -> WorkerReply {
    if let reply = try folder.reply() { return reply }
    let left = try await controller.left(folder.name)
    // It may have ended just before Slurm was asked.
    if left == nil, let reply = try folder.reply() { return reply }
    let task: SlurmTask =
      if let left { left } else { try await controller.submit(folder.name) }
    do {
      let reply = try await reply(of: folder, from: task)
      await controller.forget(task)
      return reply
    } catch is CancellationError {
      await controller.cancel(task)
      throw CancellationError()
    } catch {
      await controller.forget(task)
      throw error
    }
  }

  /// Waits for the reply of a job that was submitted.
  private func reply(of folder: JobFolder, from task: SlurmTask) async throws -> WorkerReply {
    var pause = Duration.milliseconds(50)
    var overSince: ContinuousClock.Instant?
    while true {
      if let reply = try folder.reply() { return reply }
      try await Task.sleep(for: pause)
      pause = min(pause * 5 / 4, Self.longestPause)
      var state = try await controller.state(of: task)
      guard state != .open else {
        overSince = nil
        continue
      }
      // Another machine's files may be seen late.
      let since = overSince ?? .now
      overSince = since
      guard ContinuousClock.now - since > state.patience else { continue }
      if let reply = try folder.reply() { return reply }
      if state == .unknown { state = try await controller.lastState(of: task) }
      try fail(state, folder)
    }
  }

  /// Throws why a job that is over has no reply.
  private func fail(_ state: SlurmState, _ folder: JobFolder) throws {
    guard case .over(let word, let status) = state else {
      throw MachineFailure("Slurm no longer knows it, and it left no result")
    }
    switch word {
    case "TIMEOUT", "DEADLINE":
      try folder.countTimeout()
      throw MachineFailure("its time limit was over", mayBeTheJobs: true)
    case "NODE_FAIL", "BOOT_FAIL": throw MachineFailure("its node failed")
    case "PREEMPTED": throw MachineFailure("it was pre-empted")
    case "REVOKED": throw MachineFailure("Slurm revoked it")
    case "CANCELLED": throw MachineFailure("somebody cancelled it")
    case "OUT_OF_MEMORY": throw TrainerEndedWorker(reason: "it ran out of memory")
    default: break
    }
    let ending: ProcessEnding =
      status.signal == 0 ? .exited(status.code) : .signalled(status.signal)
    if ending.isByTheMachine {
      throw MachineFailure("its worker \(ending)", mayBeTheJobs: true)
    }
    let errors = folder.lastErrors.map { "\n  " + $0 }.joined()
    guard folder.hasBegun else {
      throw ExecutorError("a worker \(ending) before it trained\(errors)")
    }
    throw TrainerEndedWorker(reason: "its worker \(ending)\(errors)")
  }
}

/// The trainer ended its worker, which is the trial's failure.
private struct TrainerEndedWorker: Error {
  let reason: String
}

extension SlurmState {
  /// How long a reply may come after the end of its job was seen.
  fileprivate var patience: Duration {
    if case .over(word: "COMPLETED", _) = self { .seconds(60) } else { .seconds(3) }
  }
}
