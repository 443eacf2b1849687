import AutoSeM
import Multitask
import Synchronization

/// Of all models that a run measured on the validation split, the best as it was then.
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

  /// Keeps the model if none was at least as good.
  ///
  /// - Throws: What the snapshot throws.
  func offer(_ trainer: any CheckpointingTrainer, _ evaluation: Evaluation, spent: Int) throws {
    if let found, objective.score(found.evaluation) >= objective.score(evaluation) { return }
    let new = Found(evaluation: evaluation, snapshot: try trainer.snapshot(), spent: spent)
    best.withLock { $0 = new }
  }
}
