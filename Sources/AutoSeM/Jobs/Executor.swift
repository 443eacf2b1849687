/// A place where jobs run: threads of this process, other processes, other machines.
///
/// The stages of a search know nothing else of it. `docs/executors.md` has one for `ssh`.
public protocol Executor: Sendable {
  /// Runs a job.
  ///
  /// Called with several jobs at once, as many as there are workers. A failure of the model is a result.
  ///
  /// - Throws: `MachineFailure` where the job did not run to its end for no fault of its own, and is to be run again;
  ///   `CancellationError` when the task is cancelled, after the job was ended. Any other error ends the search.
  func run(_ job: Job) async throws -> JobResult
}

/// A failure of the machine that a job ran on, and not of the trainer: the job is run again.
public struct MachineFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// What failed, as a clause such as `its node failed`.
  public let reason: String

  /// Whether the job itself may be the cause, as of a process that was killed: in the end it is then the trial's
  /// failure, and otherwise the search ends.
  public let mayBeTheJobs: Bool

  /// Creates a failure.
  public init(_ reason: String, mayBeTheJobs: Bool = false) {
    self.reason = reason
    self.mayBeTheJobs = mayBeTheJobs
  }

  /// The failure as a clause.
  public var description: String { reason }
}
