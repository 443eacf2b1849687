import Multitask
import TaskWeighting

/// Steps of AMTNN with a batch of every task; each model begins with fresh relations.
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
