public import Multitask

/// One training run of confirmation, measured on the test split.
public struct ConfirmationRecord: Equatable, Sendable {
  /// The candidate; of several with the same mixture, the first.
  public let candidate: ConfirmationCandidate

  /// Which of the fresh seeds, from zero; the same number is the same seed for every candidate.
  public let replicate: Int

  /// The mixture.
  public let mixture: Mixture

  /// The seed of the model.
  public let seed: UInt64

  /// How it ended: the primary's score on the test split, or why there is none.
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
