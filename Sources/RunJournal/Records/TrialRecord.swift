public import Multitask

/// One measurement of a trial of a mixture in stage two: a fresh model trained with it, to the end or
/// part of the way.
public struct TrialRecord: Equatable, Sendable {
  /// How a trial ended.
  public enum Result: Equatable, Sendable {
    /// The primary's validation score after the training.
    case evaluated(Evaluation)
    /// Why there is no score.
    case failed(reason: String)

    /// The score; nil if it failed.
    public var evaluation: Evaluation? {
      if case .evaluated(let evaluation) = self { evaluation } else { nil }
    }
  }

  /// The number of the trial, from zero.
  public let trial: Int

  /// Why this mixture was tried, such as `uniform` or `model`.
  public let proposal: String

  /// The mixture.
  public let mixture: Mixture

  /// The seed of the model.
  public let seed: UInt64

  /// How it ended.
  public let result: Result

  /// The training batches of the model when it was measured.
  public let reached: Int

  /// The training batches spent since the measurement before.
  public let batches: Int

  /// The wall time; not part of the result.
  public let seconds: Double

  /// Creates a record, of a trial that was trained at once unless told how far it got.
  public init(
    trial: Int, proposal: String, mixture: Mixture, seed: UInt64, result: Result,
    reached: Int? = nil, batches: Int, seconds: Double
  ) {
    self.trial = trial
    self.proposal = proposal
    self.mixture = mixture
    self.seed = seed
    self.result = result
    self.reached = reached ?? batches
    self.batches = batches
    self.seconds = seconds
  }
}
