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
    let (since, end) = (" was run again, since ", " retries)")
    guard let colon = note.firstRange(of: ": "), note.hasSuffix(end),
      let middle = note[colon.upperBound...].firstRange(of: since),
      case let rest = note[middle.upperBound...].dropLast(end.count),
      let bracket = rest.lastIndex(of: "("), rest[..<bracket].hasSuffix(" "),
      case let numbers = rest[bracket...].dropFirst().split(separator: " of "),
      numbers.count == 2, numbers.allSatisfy({ $0.allSatisfy(\.isNumber) }),
      let number = Int(numbers[0]), let limit = Int(numbers[1])
    else { return nil }
    let (stage, job) = (note[..<colon.lowerBound], note[colon.upperBound..<middle.lowerBound])
    guard !stage.isEmpty, stage.allSatisfy({ ("a"..."z").contains($0) }), !job.isEmpty else {
      return nil
    }
    self.init(
      stage: String(stage), job: String(job), reason: String(rest[..<bracket].dropLast()),
      number: number, limit: limit)
  }

  /// The text of the note.
  public var text: String {
    "\(job) was run again, since \(reason) (\(number) of \(limit) retries)"
  }
}
