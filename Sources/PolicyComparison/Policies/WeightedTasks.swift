import GSLNumerics
import Multitask
import TaskWeighting

/// Joint steps with a batch of every task, whose gradients a method weights; each model has a new method.
struct WeightedTasks: TrainingPolicy {
  let method: WeightingKind

  var requirement: TrainerRequirement { .gradients }

  func train(_ training: BudgetedTraining) throws {
    let primary = training.primary
    let all = training.tasks.taskIndices
    let tasks = [primary] + all.filter { $0 != primary }
    while true {
      let model = training.modelNumber
      var weighting = method.weighting(tasks: tasks.count)
      var number = 0
      while training.modelNumber == model {
        let spent = tasks + Self.hyperStep(weighting, at: number, on: tasks)
        guard training.remaining >= spent.count else { return }
        try training.step(with: spent) { (trainer: any JointTrainer) in
          try trainer.train(
            tasks: tasks, weighting: &weighting, steps: number..<number + 1,
            using: training.streams.substreams("weighting", model))
        }
        number += 1
      }
    }
  }

  /// The cost of a hyper-step in batches: the primary's further one, and a gradient of all tasks for each
  /// Hessian-vector product.
  private static func hyperStep(
    _ weighting: any GradientWeighting, at step: Int, on tasks: [TaskIndex]
  ) -> [TaskIndex] {
    guard let hyper = weighting as? any HyperWeighting, step.isMultiple(of: hyper.hyperPeriod)
    else { return [] }
    return [tasks[0]] + repeatElement(tasks, count: hyper.seriesTerms).joined()
  }
}
