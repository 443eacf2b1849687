public import AutoSeM
public import Foundation

/// What a worker says to its coordinator, one value a line.
public enum WorkerReply: Equatable, Sendable, Codable {
  /// The experiment is prepared, and jobs can come.
  case ready
  /// A job has a result.
  case result(JobResult)
  /// The trainer said that the machine failed.
  case machineFailed(reason: String)

  /// Runs a job of a factory.
  ///
  /// - Throws: What is neither the model's failure nor the machine's.
  init(
    of job: Job, in factory: any TrainerFactory,
    checkpoint: (Int, any CheckpointingTrainer) throws -> Void = { _, _ in }
  ) throws {
    do {
      self = .result(try factory.run(job, checkpoint: checkpoint))
    } catch let failure as MachineFailure {
      self = .machineFailed(reason: failure.reason)
    }
  }

  /// Reads a reply.
  ///
  /// - Throws: `MachineFailure` for what is none.
  init(line: Data) throws {
    do {
      self = try JobLine.decoded(Self.self, from: line)
    } catch {
      throw MachineFailure("its worker's reply cannot be read")
    }
  }

  /// Returns the result.
  ///
  /// - Throws: `MachineFailure`.
  public func result() throws -> JobResult {
    switch self {
    case .result(let result): result
    case .machineFailed(let reason): throw MachineFailure(reason)
    case .ready: throw MachineFailure("its worker gave no result")
    }
  }
}

/// What a worker needs to make the same models as its coordinator.
public struct WorkOrder: Equatable, Sendable, Codable {
  /// The name of the file in the folder of the jobs.
  public static let fileName = "experiment.json"

  /// The resolved experiment, as in the journal.
  public let experiment: String

  /// The hash of its tasks.
  public let fingerprint: String

  /// Creates an order.
  public init(experiment: String, fingerprint: String) {
    self.experiment = experiment
    self.fingerprint = fingerprint
  }

  /// Reads an order.
  ///
  /// - Throws: What Foundation throws for a file that is missing or no order.
  public init(contentsOf file: URL) throws {
    self = try JobLine.decoded(Self.self, from: Data(contentsOf: file))
  }

  /// Writes the order into the folder of the jobs, which is made if missing.
  ///
  /// - Throws: What Foundation throws when it cannot be written.
  public func write(into jobs: URL) throws {
    try FileManager.default.createDirectory(at: jobs, withIntermediateDirectories: true)
    try DurableFile(jobs.appending(path: Self.fileName)).replace(with: JobLine.encoded(self))
  }
}
