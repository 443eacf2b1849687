import Multitask
import TaskWeighting

/// Training by AMTNN, with a batch of every task in a step and new relations for each model.
struct AdversarialTasks: TrainingPolicy {
  let distance: TaskDistance

  var requirement: TrainerRequirement { .discriminators }

  func train(_ training: BudgetedTraining) throws {
    let tasks = training.tasks.taskIndices
    var changed = false
    defer { if !changed { training.notes.append(Self.didNotAct) } }
    while training.remaining >= tasks.count {
      let model = training.modelNumber
      var relations = AdversarialRelations(tasks: tasks.count, distance: distance)
      let first = relations.rows
      while training.modelNumber == model, training.remaining >= tasks.count {
        try training.step(with: tasks) { (trainer: any AdversarialTrainer) in
          try trainer.train(relations: &relations, steps: 1)
        }
      }
      changed = changed || relations.rows != first
    }
  }

  /// The note of a run in which no model was long enough for an epoch.
  static let didNotAct =
    "did not act in some run: no model had the steps of an epoch, so the relations stayed as initialised; give "
    + "models more batches (comparison.steps)"
}
