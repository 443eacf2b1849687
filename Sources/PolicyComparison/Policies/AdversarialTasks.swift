import Multitask
import TaskWeighting

/// Training by AMTNN, with a batch of every task in a step.
///
/// The relations are about the tasks, so they go on from model to model, and an epoch may span several.
struct AdversarialTasks: TrainingPolicy {
  let distance: TaskDistance

  var requirement: TrainerRequirement { .discriminators }

  func train(_ training: BudgetedTraining) throws {
    let tasks = training.tasks.taskIndices
    var relations = AdversarialRelations(tasks: tasks.count, distance: distance)
    let first = relations.rows
    defer { if relations.rows == first { training.notes.append(Self.didNotAct) } }
    while training.remaining >= tasks.count {
      try training.step(with: tasks) { (trainer: any AdversarialTrainer) in
        try trainer.train(relations: &relations, steps: 1)
      }
    }
  }

  /// The note of a run without an epoch.
  static let didNotAct =
    "did not act in some run: it had fewer steps than an epoch, so the relations stayed as initialised; give "
    + "the run more batches (comparison.batches)"
}
