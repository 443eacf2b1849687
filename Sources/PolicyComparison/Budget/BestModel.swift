import AutoSeM
import Multitask
import Synchronization

/// The best of all models that a run measured on the validation split, as it was when it was measured.
final class BestModel: Sendable {
  /// A model that was measured.
  struct Found: Sendable {
    let evaluation: Evaluation
    let snapshot: TrainerSnapshot

    /// The batches that the run had spent by then.
    let spent: Int
  }

  private let objective: MixingSettings.Objective
  private let best = Mutex<Found?>(nil)

  init(objective: MixingSettings.Objective) {
    self.objective = objective
  }

  /// The best so far; nil before the first.
  var found: Found? { best.withLock { $0 } }

  /// Keeps the model if none was at least as good; never one whose scores are not finite.
  ///
  /// - Throws: What the snapshot throws.
  func offer(_ trainer: any CheckpointingTrainer, _ evaluation: Evaluation, spent: Int) throws {
    guard evaluation.metric.isFinite, evaluation.loss.isFinite else { return }
    try best.withLock { best in
      if let best, objective.score(best.evaluation) >= objective.score(evaluation) { return }
      best = Found(evaluation: evaluation, snapshot: try trainer.snapshot(), spent: spent)
    }
  }
}
