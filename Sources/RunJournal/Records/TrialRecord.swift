public import Multitask

/// A measurement of a trial in stage two: a model trained on a mixture, to the end or in part.
public struct TrialRecord: Equatable, Sendable {
  /// The result of a trial.
  public enum Result: Equatable, Sendable {
    /// The primary's validation score after the training.
    case evaluated(Evaluation)
    /// The reason of a failure.
    case failed(reason: String)

    /// The score; nil if it failed.
    public var evaluation: Evaluation? {
      if case .evaluated(let evaluation) = self { evaluation } else { nil }
    }
  }

  /// The number of the trial, from zero.
  public let trial: Int

  /// The source of the mixture, such as `uniform` or `model`.
  public let proposal: String

  /// The mixture.
  public let mixture: Mixture

  /// The seed of the model.
  public let seed: UInt64

  /// The result.
  public let result: Result

  /// The training batches of the model at the measurement.
  public let reached: Int

  /// The training batches spent since the previous measurement.
  public let batches: Int

  /// The wall time; not part of the result.
  public let seconds: Double

  /// Creates a record, by default of a whole trial.
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
