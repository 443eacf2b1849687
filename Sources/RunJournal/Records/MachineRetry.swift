/// A job that was run again because the machine failed under it, as a note of the journal says.
public struct MachineRetry: Equatable, Sendable {
  /// The stage of the job, such as `mixing`.
  public let stage: String

  /// The job, such as `trial 7`.
  public let job: String

  /// What the machine did, such as `its node failed`.
  public let reason: String

  /// The number of this retry of the job, from 1.
  public let number: Int

  /// The number of retries that a job may have.
  public let limit: Int

  /// Creates a retry.
  public init(stage: String, job: String, reason: String, number: Int, limit: Int) {
    self.stage = stage
    self.job = job
    self.reason = reason
    self.number = number
    self.limit = limit
  }

  /// Reads a note as `Journal.notes()` returns it; nil for one that says something else.
  public init?(note: String) {
    // Hardly any note is one, and the pattern takes long to compile.
    guard note.hasSuffix(" retries)") else { return nil }
    let pattern =
      /(?<stage>[a-z]+): (?<job>.+?) was run again, since (?<reason>.*) \((?<number>\d+) of (?<limit>\d+) retries\)/
      .dotMatchesNewlines()
    guard let parts = note.wholeMatch(of: pattern)?.output, let number = Int(parts.number),
      let limit = Int(parts.limit)
    else { return nil }
    self.init(
      stage: String(parts.stage), job: String(parts.job), reason: String(parts.reason),
      number: number, limit: limit)
  }

  /// The text of the note.
  public var text: String {
    "\(job) was run again, since \(reason) (\(number) of \(limit) retries)"
  }
}
