public import Multitask

/// A training run of a comparison: a policy with one seed.
public struct PolicyRunRecord: Equatable, Sendable {
  /// The policy, such as `exp3s` or `autosem`.
  public let policy: String

  /// The index of the seed; all policies have the same seeds.
  public let replicate: Int

  /// The seed of the run.
  public let seed: UInt64

  /// The evaluation of the targets on the test split, or the failure.
  public let result: TrialRecord.Result

  /// The validation score of the kept model; nil if the run failed.
  public let validation: Evaluation?

  /// The batches spent when the model was kept; nil if the run failed.
  public let keptAt: Int?

  /// The tasks' shares of all batches spent, also of a search's.
  public let mixture: Mixture

  /// The batches of each task in the parts of the budget, in their order, `[parts][tasks]`; empty in journals of
  /// formats 4 to 7.
  public let batchesOverTime: [[Int]]

  /// The training batches spent.
  public let batches: Int

  /// The wall time; not part of the result.
  public let seconds: Double

  /// Creates a record.
  public init(
    policy: String, replicate: Int, seed: UInt64, result: TrialRecord.Result,
    validation: Evaluation?, keptAt: Int?, mixture: Mixture, batchesOverTime: [[Int]] = [],
    batches: Int,
    seconds: Double
  ) {
    self.policy = policy
    self.replicate = replicate
    self.seed = seed
    self.result = result
    self.validation = validation
    self.keptAt = keptAt
    self.mixture = mixture
    self.batchesOverTime = batchesOverTime
    self.batches = batches
    self.seconds = seconds
  }
}
