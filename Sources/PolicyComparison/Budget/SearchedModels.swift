import Multitask

/// The factory of a search's models in a comparison: their batches count, and the best may be the run's.
struct SearchedModels: TrainerFactory {
  let factory: any TrainerFactory
  let spent: SpentBatches
  let best: BestModel

  var tasks: TaskList { factory.tasks }

  func makeTrainer(seed: UInt64) throws -> any Trainer {
    SearchedModel(
      trainer: try factory.makeCheckpointingTrainer(seed: seed), tasks: factory.tasks,
      spent: spent, best: best)
  }
}

extension TrainerFactory {
  /// Creates a trainer with checkpoints.
  ///
  /// - Throws: `ComparisonError.noSnapshots` for a trainer without, and what the factory throws.
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
  private let tasks: TaskList
  private let spent: SpentBatches
  private let best: BestModel

  /// The validation scores of the targets since the last batch.
  private var parts: [TaskIndex: Evaluation] = [:]

  init(trainer: any CheckpointingTrainer, tasks: TaskList, spent: SpentBatches, best: BestModel) {
    self.trainer = trainer
    self.tasks = tasks
    self.spent = spent
    self.best = best
  }

  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    for task in tasks { spent.add(1, of: task) }
    parts = [:]
    return try trainer.train(on: tasks)
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let evaluation = try trainer.measured(task: task, split: split)
    if tasks.target(task) != nil, split == .validation {
      parts[task] = evaluation
      if parts.count == tasks.targets.count {
        let objective = tasks.objective { parts[$0] ?? evaluation }
        try best.offer(trainer, objective, spent: spent.total)
      }
    }
    return evaluation
  }

  func snapshot() throws -> TrainerSnapshot { try trainer.snapshot() }

  func restore(_ snapshot: TrainerSnapshot) throws {
    parts = [:]
    try trainer.restore(snapshot)
  }
}
