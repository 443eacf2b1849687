import AutoSeM
import Multitask
import Synchronization

/// The best model of a run on the validation split, with its checkpoint.
final class BestModel: Sendable {
  /// A model with its evaluation.
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

  /// Keeps the model if none was at least as good.
  ///
  /// - Parameters:
  ///   - trainer: The model.
  ///   - evaluation: Its finite evaluation on the validation split, as `measured` returns it.
  ///   - spent: The batches that the run has spent.
  /// - Throws: What the snapshot throws.
  func offer(_ trainer: any CheckpointingTrainer, _ evaluation: Evaluation, spent: Int) throws {
    try best.withLock { best in
      if let best, objective.score(best.evaluation) >= objective.score(evaluation) { return }
      best = Found(evaluation: evaluation, snapshot: try trainer.snapshot(), spent: spent)
    }
  }
}
