public import Multitask

/// One training run of a comparison: what a policy made of its batches with one seed.
public struct PolicyRunRecord: Equatable, Sendable {
  /// The policy, such as `exp3s` or `autosem`.
  public let policy: String

  /// Which of the seeds, from zero; the same number is the same seed for every policy.
  public let replicate: Int

  /// The seed of the run.
  public let seed: UInt64

  /// How it ended: the primary's score on the test split, or why there is none.
  public let result: TrialRecord.Result

  /// The score on the validation split for which the model was kept; nil where the run failed.
  public let validation: Evaluation?

  /// The batches that were spent when the model was kept; nil where the run failed.
  public let keptAt: Int?

  /// The shares of the tasks in all batches that were spent, those of a search included.
  public let mixture: Mixture

  /// The training batches spent.
  public let batches: Int

  /// The wall time; not part of the result.
  public let seconds: Double

  /// Creates a record.
  public init(
    policy: String, replicate: Int, seed: UInt64, result: TrialRecord.Result,
    validation: Evaluation?, keptAt: Int?, mixture: Mixture, batches: Int, seconds: Double
  ) {
    self.policy = policy
    self.replicate = replicate
    self.seed = seed
    self.result = result
    self.validation = validation
    self.keptAt = keptAt
    self.mixture = mixture
    self.batches = batches
    self.seconds = seconds
  }
}
