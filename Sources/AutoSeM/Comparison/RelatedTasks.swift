import Multitask
import TaskWeighting

/// Steps of AMTNN with a batch of every task; with each model the relations begin anew.
struct RelatedTasks: TrainingPolicy {
  let distance: TaskDistance

  func train(_ training: BudgetedTraining) throws {
    let tasks = training.factory.tasks.indices.map(TaskIndex.init)
    var model = -1
    var relations = AdversarialRelations(tasks: tasks.count, distance: distance)
    while training.remaining >= tasks.count {
      if training.modelNumber != model {
        model = training.modelNumber
        relations = AdversarialRelations(tasks: tasks.count, distance: distance)
      }
      try training.step(with: tasks) { (trainer: any AdversarialTrainer) in
        try trainer.train(relations: &relations, steps: 1)
      }
    }
  }
}
