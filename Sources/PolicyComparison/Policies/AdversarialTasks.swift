import Multitask
import TaskWeighting

/// Training by AMTNN, with a batch of every task in a step and new relations for each model.
struct AdversarialTasks: TrainingPolicy {
  let distance: TaskDistance

  var requirement: TrainerRequirement { .discriminators }

  func train(_ training: BudgetedTraining) throws {
    let tasks = training.tasks.taskIndices
    while training.remaining >= tasks.count {
      let model = training.modelNumber
      var relations = AdversarialRelations(tasks: tasks.count, distance: distance)
      while training.modelNumber == model, training.remaining >= tasks.count {
        try training.step(with: tasks) { (trainer: any AdversarialTrainer) in
          try trainer.train(relations: &relations, steps: 1)
        }
      }
    }
  }
}
