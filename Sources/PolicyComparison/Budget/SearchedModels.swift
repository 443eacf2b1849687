import Multitask

/// Makes the models of a search: their batches are counted, and a measured one may be the best of the run.
struct SearchedModels: TrainerFactory {
  let factory: any TrainerFactory
  let spent: SpentBatches
  let best: BestModel

  var tasks: [TaskSummary] { factory.tasks }

  func makeTrainer(seed: UInt64) throws -> any Trainer {
    SearchedModel(
      trainer: try factory.makeTrainer(seed: seed), primary: factory.primary, spent: spent,
      best: best)
  }
}

/// A model of a search.
private final class SearchedModel: Trainer {
  private let trainer: any Trainer
  private let primary: TaskIndex
  private let spent: SpentBatches
  private let best: BestModel

  init(trainer: any Trainer, primary: TaskIndex, spent: SpentBatches, best: BestModel) {
    self.trainer = trainer
    self.primary = primary
    self.spent = spent
    self.best = best
  }

  func train(task: TaskIndex, batches: Int) throws -> TrainingSignal {
    spent.add(batches, of: task)
    return try trainer.train(task: task, batches: batches)
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let evaluation = try trainer.evaluate(task: task, split: split)
    if task == primary, split == .validation {
      try best.offer(trainer, evaluation, spent: spent.total)
    }
    return evaluation
  }

  func snapshot() throws -> TrainerSnapshot { try trainer.snapshot() }

  func restore(_ snapshot: TrainerSnapshot) throws { try trainer.restore(snapshot) }
}
