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

  /// The evaluation of the targets on the test split, or the failure.
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
