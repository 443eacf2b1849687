import Multitask

/// A factory for the models of a search, which count like any others: their batches are spent, and one
/// that is measured may turn out to be the best of the run.
struct SearchedModels: TrainerFactory {
  let factory: any TrainerFactory
  let spent: SpentBatches
  let best: BestModel

  var tasks: TaskList { factory.tasks }

  func makeTrainer(seed: UInt64) throws -> any Trainer {
    SearchedModel(
      trainer: try factory.makeCheckpointingTrainer(seed: seed), primary: factory.primary,
      spent: spent,
      best: best)
  }
}

extension TrainerFactory {
  /// Makes a fresh model whose best state can be kept.
  ///
  /// - Throws: `ComparisonError.noSnapshots` for a trainer that makes none, and what the factory throws.
  func makeCheckpointingTrainer(seed: UInt64) throws -> any CheckpointingTrainer {
    guard let trainer = try makeTrainer(seed: seed) as? any CheckpointingTrainer else {
      throw ComparisonError.noSnapshots
    }
    return trainer
  }
}

/// A model of a search.
private final class SearchedModel: CheckpointingTrainer {
  private let trainer: any CheckpointingTrainer
  private let primary: TaskIndex
  private let spent: SpentBatches
  private let best: BestModel

  init(trainer: any CheckpointingTrainer, primary: TaskIndex, spent: SpentBatches, best: BestModel)
  {
    self.trainer = trainer
    self.primary = primary
    self.spent = spent
    self.best = best
  }

  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    for task in tasks { spent.add(1, of: task) }
    return try trainer.train(on: tasks)
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let evaluation = try trainer.measured(task: task, split: split)
    if task == primary, split == .validation {
      try best.offer(trainer, evaluation, spent: spent.total)
    }
    return evaluation
  }

  func snapshot() throws -> TrainerSnapshot { try trainer.snapshot() }

  func restore(_ snapshot: TrainerSnapshot) throws { try trainer.restore(snapshot) }
}
