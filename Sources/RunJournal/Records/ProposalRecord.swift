public import Multitask

/// A trial that was proposed while others were open: what was asked when.
public struct ProposalRecord: Equatable, Sendable {
  /// The number of the trial, from zero.
  public let trial: Int

  /// The number of results that were known.
  public let results: Int

  /// The mixture.
  public let mixture: Mixture

  /// The seed of the model.
  public let seed: UInt64

  /// Creates a record.
  public init(trial: Int, results: Int, mixture: Mixture, seed: UInt64) {
    self.trial = trial
    self.results = results
    self.mixture = mixture
    self.seed = seed
  }
}
