import Multitask

/// A way of spending the training batches of a run: what a comparison compares.
///
/// `train` is called once for each seed, with a training that counts the batches and keeps the best model.
/// It decides what each batch is of, and may learn from the signals and from the validation score.
public protocol TrainingPolicy: Sendable {
  /// What a trainer must give it; plain batches unless it says otherwise.
  var requirement: TrainerRequirement { get }

  /// Spends the batches that the training has, or fewer.
  ///
  /// - Throws: `CancellationError`, and what the trainer throws: the run has then failed.
  func train(_ training: BudgetedTraining) async throws
}

extension TrainingPolicy {
  /// Plain batches.
  public var requirement: TrainerRequirement { .batches }
}

/// What a policy needs of a trainer.
public enum TrainerRequirement: Sendable, CaseIterable {
  /// Training on batches: every trainer.
  case batches
  /// The gradients of several tasks: a `JointTrainer`.
  case gradients
  /// Training against discriminators: an `AdversarialTrainer`.
  case discriminators

  /// Whether a trainer gives it.
  func isMet(by trainer: any Trainer) -> Bool {
    switch self {
    case .batches: true
    case .gradients: trainer is any JointTrainer
    case .discriminators: trainer is any AdversarialTrainer
    }
  }
}
