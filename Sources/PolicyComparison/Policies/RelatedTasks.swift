import Multitask
import TaskWeighting

/// Steps of AMTNN with a batch of every task; with each model the relations begin anew.
struct RelatedTasks: TrainingPolicy {
  let distance: TaskDistance

  func train(_ training: BudgetedTraining) throws {
    let tasks = training.factory.tasks.indices.map(TaskIndex.init)
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
