/// An error of a comparison.
public enum ComparisonError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A step needs gradients, which the trainer does not give.
  case noGradients

  /// The tasks have no numbers of examples: the trainer scores mixtures and trains on no batches.
  case noExamples

  /// A target is only measured, and policies train on every task.
  case measuredOnly(String)

  /// Two policies have the same name.
  case nameTaken(String)

  /// The reference is not among the compared policies.
  case referenceNotCompared(String)

  /// The trainer supports none of the policies, or there are none.
  case noPolicy(skipped: [SkippedPolicies])

  /// A folder holds a run with other settings or policies.
  case otherComparison(folder: String)

  /// The trainer has no checkpoints, which keep the best model of a run for the test split.
  case noSnapshots

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noGradients:
      "the policy took a step that needs the gradients of its tasks, and this trainer gives none: declare "
        + "the policy's requirement, or use a trainer that gives gradients (trainer.kind torch)"
    case .noSnapshots:
      "policies are compared by the best model of each run, and this trainer makes no snapshots to keep it "
        + "by: conform it to CheckpointingTrainer"
    case .noExamples:
      "policies are compared by the batches that they train on, and a trainer that only scores mixtures "
        + "(trainer.kind 'score') has none: give 'autosem compare' a trainer of kind 'command' or 'torch', or "
        + "take 'autosem run', which sets the mixture that it finds beside the plain alternatives"
    case .measuredOnly(let name):
      "the target '\(name)' is only measured, and policies train on every task: name it among the tasks of the "
        + "command, or compare mixtures with 'autosem run'"
    case .nameTaken(let name):
      "two policies are named '\(name)', but each needs a name of its own: name the custom policy otherwise"
    case .referenceNotCompared(let name):
      "comparison.reference is '\(name)', which is not among the compared policies: add it to "
        + "comparison.policies, or name one of them as the reference"
    case .noPolicy(let skipped):
      skipped.isEmpty
        ? "there is no policy to compare, at least one was expected"
        : "no policy can be compared: " + skipped.map(\.description).joined(separator: "; ")
    case .otherComparison(let folder):
      "'\(folder)' holds a run with other settings or policies: choose another folder, or compare what the "
        + "run there compares"
    }
  }
}
