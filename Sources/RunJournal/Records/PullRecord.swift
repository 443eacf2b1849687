public import Multitask

/// A pull of an arm in stage one.
public struct PullRecord: Equatable, Sendable {
  /// The number of the pull, from zero.
  public let round: Int

  /// The arm that was pulled.
  public let task: TaskIndex

  /// The reward, from zero to one.
  public let reward: Double

  /// The baseline of the reward, a metric or a loss; nil without one.
  public let baseline: Double?

  /// The loss of each validation example of the pull's twin, if the pull trained it as well, `[examples]`; nil otherwise
  /// and where the trainer does not give them.
  public let baselineLosses: [Float]?

  /// The primary's validation score after the pull, or the failure.
  public let result: TrialRecord.Result

  /// The training batches spent on the pull.
  public let batches: Int

  /// The wall time of the pull; not part of the result.
  public let seconds: Double

  /// Creates a record.
  public init(
    round: Int, task: TaskIndex, reward: Double, baseline: Double?,
    baselineLosses: [Float]? = nil, result: TrialRecord.Result, batches: Int, seconds: Double
  ) {
    self.round = round
    self.task = task
    self.reward = reward
    self.baseline = baseline
    self.baselineLosses = baselineLosses
    self.result = result
    self.batches = batches
    self.seconds = seconds
  }
}
