public import Multitask

/// The posterior and the selection of an arm at the end of stage one.
public struct ArmRecord: Equatable, Sendable {
  /// The arm's task.
  public let task: TaskIndex

  /// The number of pulls.
  public let pulls: Int

  /// The Beta posterior's first parameter: the prior plus the rewards.
  public let successes: Double

  /// The Beta posterior's second parameter: the prior plus the missing rewards.
  public let failures: Double

  /// The posterior probability that the utility is above the primary's; nil for the primary.
  public let probabilityHelps: Double?

  /// Whether the task goes on to stage two.
  public let isKept: Bool

  /// Creates a record.
  public init(
    task: TaskIndex, pulls: Int, successes: Double, failures: Double, probabilityHelps: Double?,
    isKept: Bool
  ) {
    self.task = task
    self.pulls = pulls
    self.successes = successes
    self.failures = failures
    self.probabilityHelps = probabilityHelps
    self.isKept = isKept
  }

  /// The posterior mean of the utility.
  public var mean: Double { successes / (successes + failures) }
}
