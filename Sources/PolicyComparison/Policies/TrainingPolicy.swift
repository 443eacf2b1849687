import Multitask

/// A policy of a comparison, which chooses the tasks of a run's training batches.
///
/// `train` is called once for each seed, with a training that counts the batches and keeps the best model. It
/// may use the training signals and the validation score.
public protocol TrainingPolicy: Sendable {
  /// The requirement of a trainer; by default plain batches.
  var requirement: TrainerRequirement { get }

  /// Trains with the batches of the training, or fewer.
  ///
  /// - Throws: `CancellationError`, and what the trainer throws, which is the run's failure.
  func train(_ training: BudgetedTraining) async throws
}

extension TrainingPolicy {
  /// Plain batches.
  public var requirement: TrainerRequirement { .batches }
}

/// A policy's requirement of a trainer.
public enum TrainerRequirement: Sendable, CaseIterable {
  /// Training on batches: every trainer.
  case batches
  /// The gradients of several tasks: a `JointTrainer`.
  case gradients
  /// Training against discriminators: an `AdversarialTrainer`.
  case discriminators

  /// Returns whether a trainer meets the requirement.
  func isMet(by trainer: any Trainer) -> Bool {
    switch self {
    case .batches: true
    case .gradients: trainer is any JointTrainer
    case .discriminators: trainer is any AdversarialTrainer
    }
  }
}
