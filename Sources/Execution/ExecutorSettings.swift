import CGuardian
import Foundation

/// Where the jobs of a search run, and with what.
public struct ExecutorSettings: Equatable, Sendable, Codable {
  /// The places where jobs run.
  public enum Kind: String, CaseIterable, Sendable, Codable {
    /// Threads of this process.
    case threads
    /// Processes on this machine.
    case processes
    /// Jobs of Slurm.
    case slurm
  }

  /// The place.
  public var kind = Kind.threads

  /// The number of times that a job is run again when its machine failed.
  public var retries = 3

  /// The memory of a job, such as `8G`; nil for no limit of ours.
  public var memory: MemorySize?

  /// The number of threads of a process, set in its environment; nil to leave that as it is.
  public var threads: Int?

  /// Slurm's partition; nil for the default one.
  public var partition: String?

  /// The account that Slurm charges; nil for the user's own.
  public var account: String?

  /// The processors of a job of Slurm; nil for one.
  public var cpusPerTask: Int?

  /// The generic resources of a job of Slurm, such as `gpu:1`; nil for none.
  public var gres: String?

  /// The time limit of a job of Slurm, in its words; nil for the partition's.
  public var time: String?

  /// Further arguments of `sbatch`; nil for none.
  public var extra: [String]?

  /// The largest number of jobs in Slurm's queue at once.
  public var maxSubmitted = 100

  /// Creates the settings of threads.
  public init() {}

  /// The place and the limits, as a phrase for a search with so many workers.
  public func description(workers: Int) -> String {
    let limits = [
      memory.map { "\($0.rawValue) of memory" },
      threads.map { $0 == 1 ? "1 thread" : "\($0) threads" },
    ].compactMap(\.self)
    let each = limits.isEmpty ? "" : ", each with at most " + limits.joined(separator: " and ")
    return switch kind {
    case .threads: "\(workers) \(workers == 1 ? "thread" : "threads") of this process"
    case .processes: "\(workers) \(workers == 1 ? "process" : "processes")\(each)"
    case .slurm: "Slurm, up to \(min(workers, maxSubmitted)) jobs at once\(each)"
    }
  }

  /// The variables that limit the threads of the numerical libraries.
  var environment: [String: String] {
    guard let threads else { return [:] }
    let names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]
    return Dictionary(uniqueKeysWithValues: names.map { ($0, "\(threads)") })
  }
}

/// An amount of memory, such as `8G` or `512M`.
public struct MemorySize: Equatable, Sendable, RawRepresentable, Codable {
  private static let units: [Character: UInt64] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]

  /// The number of bytes.
  public let bytes: UInt64

  /// The text, as Slurm reads it.
  public let rawValue: String

  /// Reads a whole number of `K`, `M` or `G`; nil for another text, and for zero.
  public init?(rawValue: String) {
    guard let unit = rawValue.last.flatMap({ Self.units[$0] }),
      let count = UInt64(rawValue.dropLast()), (1...1_000_000_000).contains(count),
      rawValue.allSatisfy(\.isASCII)
    else { return nil }
    bytes = count * unit
    self.rawValue = "\(count)\(rawValue.suffix(1))"
  }

  /// Ends the process that runs this code when it takes more, as far as the system counts its memory.
  ///
  /// - Throws: `POSIXError` where the system does not let it.
  public func limitThisProcess() throws {
    let error = cguardian_limit_memory(bytes)
    guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EINVAL) }
  }
}

/// What keeps an executor from running any job; it ends the search.
public struct ExecutorError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The failure as a sentence.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
