/// Why a policy cannot be followed.
public enum ComparisonError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The trainer gives no gradients, and the policy needs some.
  case noGradients

  /// The trainer does not say how many examples its tasks have: it scores mixtures, and trains on no
  /// batches of them.
  case noExamples

  /// The trainer makes no snapshots, so the best model of a run cannot be kept for the test split.
  case noSnapshots

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noGradients:
      "the policy needs the tasks' gradients, which this trainer does not give: compare it with "
        + "trainer.kind torch"
    case .noSnapshots:
      "policies are compared by the best model of each run, and this trainer makes no snapshots to keep it "
        + "by: conform it to CheckpointingTrainer"
    case .noExamples:
      "policies are compared by the batches that they train on, and a trainer that only scores mixtures "
        + "(trainer.kind 'score') has none: give 'autosem compare' a trainer of kind 'command' or 'torch', or "
        + "take 'autosem run', which sets the mixture that it finds beside the plain alternatives"
    }
  }
}
