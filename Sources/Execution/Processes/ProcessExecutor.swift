public import AutoSeM
import CommandTrainer
import Synchronization

/// Runs jobs in processes of this machine, so that a trainer that crashes, leaks or runs out of memory takes nothing with
/// it.
///
/// A process is used for one job after the other. All end with this value, and with this process however that ends.
public final class ProcessExecutor: Executor {
  private let command: [String]
  private let folder: String
  private let environment: [String: String]
  private let threads: JobThreads
  private let idle = Mutex<[WorkerProcess]>([])

  /// Creates an executor without processes, which are started when they are needed.
  ///
  /// - Parameters:
  ///   - command: The program and the arguments of a worker, which serves its standard input and output (`Worker`).
  ///   - folder: The working folder.
  ///   - workers: The largest number of processes.
  ///   - settings: The limits of each.
  public init(
    command: [String], in folder: String, workers: Int,
    settings: ExecutorSettings = ExecutorSettings()
  ) {
    let memory = settings.memory.map { ["--memory", $0.rawValue] } ?? []
    self.command = command + memory
    self.folder = folder
    // A crash is reported by its signal at once, instead of by a trace after seconds.
    environment = settings.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { own, _ in own }
    threads = JobThreads(count: max(workers, 1))
  }

  deinit { threads.end() }

  /// Runs a job in a process that has none.
  ///
  /// - Throws: `MachineFailure` for a process that was killed, `ExecutorError` for one that cannot begin, and
  ///   `CancellationError`, after the process was ended.
  public func run(_ job: Job) async throws -> JobResult {
    try await withTaskExecutorPreference(threads) {
      let clock = Stopwatch()
      while true {
        let worker = try idleWorker() ?? newWorker()
        do {
          let reply = try worker.run(job)
          idle.withLock { $0.append(worker) }
          return try reply.result()
        } catch let ended as WorkerEnded {
          if let reason = try failure(ended) {
            return JobResult(result: .failed(reason: reason), seconds: clock.seconds)
          }
        }
      }
    }
  }

  private func idleWorker() -> WorkerProcess? { idle.withLock { $0.popLast() } }

  private func newWorker() throws -> WorkerProcess {
    try WorkerProcess(command, in: folder, environment: environment)
  }

  /// Returns the trial's failure; nil where the job is to be run in a new process, since the jobs before it may have
  /// been the cause, for example by what they left in memory.
  ///
  /// - Throws: `MachineFailure`, `ExecutorError`.
  private func failure(_ ended: WorkerEnded) throws -> String? {
    let errors = ended.lastErrors.map { "\n  " + $0 }.joined()
    guard case .notStarted = ended.ending else {
      if ended.ending.isByTheMachine {
        throw MachineFailure("its worker \(ended.ending)", mayBeTheJobs: true)
      }
      guard ended.wasReady else {
        throw ExecutorError("a worker \(ended.ending) before its first job\(errors)")
      }
      return ended.hadFinishedJobs ? nil : "its worker \(ended.ending)\(errors)"
    }
    throw ExecutorError("a worker \(ended.ending): \(command.joined(separator: " "))")
  }
}

extension ProcessEnding {
  /// Whether somebody else ended the process: the signals that no program sends to itself by a mistake.
  var isByTheMachine: Bool {
    if case .signalled(let number) = self {
      [1, 2, 3, 9, 15, 19, 24, 30].contains(number)
    } else {
      false
    }
  }
}
