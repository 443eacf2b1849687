public import Multitask

/// A training run of confirmation, evaluated on the test split.
public struct ConfirmationRecord: Equatable, Sendable {
  /// The candidate; of several with the same mixture, the first.
  public let candidate: ConfirmationCandidate

  /// The index of the fresh seed; all candidates have the same seeds.
  public let replicate: Int

  /// The mixture.
  public let mixture: Mixture

  /// The seed of the model.
  public let seed: UInt64

  /// The primary's evaluation on the test split, or the failure.
  public let result: TrialRecord.Result

  /// The training batches spent.
  public let batches: Int

  /// The wall time; not part of the result.
  public let seconds: Double

  /// Creates a record.
  public init(
    candidate: ConfirmationCandidate, replicate: Int, mixture: Mixture, seed: UInt64,
    result: TrialRecord.Result,
    batches: Int, seconds: Double
  ) {
    self.candidate = candidate
    self.replicate = replicate
    self.mixture = mixture
    self.seed = seed
    self.result = result
    self.batches = batches
    self.seconds = seconds
  }
}

/// A mixture that confirmation trains with fresh seeds and evaluates on the test split.
public enum ConfirmationCandidate: String, CaseIterable, Sendable, Codable {
  /// The mixture that stage two recommends.
  case best
  /// The primary alone.
  case primaryOnly = "primary_only"
  /// Equal shares of the primary and the kept tasks.
  case uniformKept = "uniform_kept"
  /// Equal shares of all tasks.
  case uniformAll = "uniform_all"
  /// Shares in proportion to the numbers of training examples.
  case proportional
}
