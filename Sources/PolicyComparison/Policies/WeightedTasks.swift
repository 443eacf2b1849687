import GSLNumerics
import Multitask
import TaskWeighting

/// Joint steps with a batch of every task, whose gradients a method weights.
///
/// A method whose state is about the tasks goes on from model to model; others begin anew. Periods are at most
/// the steps of a model.
struct WeightedTasks: TrainingPolicy {
  let method: WeightingKind

  var requirement: TrainerRequirement { .gradients }

  func train(_ training: BudgetedTraining) throws {
    let primary = training.primary
    let all = training.tasks.taskIndices
    let tasks = [primary] + all.filter { $0 != primary }
    let steps = training.batchesPerModel / tasks.count
    var weighting = method.weighting(tasks: tasks.count, steps: steps)
    var spread = WeightSpread()
    defer {
      if method != .equal, !spread.isLarge { training.notes.append(Self.didNotAct) }
    }
    while true {
      let model = training.modelNumber
      if !weighting.outlivesModels {
        weighting = method.weighting(tasks: tasks.count, steps: steps)
      }
      var number = 0
      while training.modelNumber == model {
        let spent = tasks + Self.hyperStep(weighting, at: number, on: tasks)
        guard training.remaining >= spent.count else { return }
        let weights = try training.step(with: spent) { (trainer: any JointTrainer) in
          try trainer.train(
            tasks: tasks, weighting: &weighting, steps: number..<number + 1,
            using: training.streams.substreams("weighting", model))
        }
        if let values = weighting.learned ?? weights?.shared { spread.include(values) }
        number += 1
      }
    }
  }

  /// The note of a run in which a method was equal weights but in name.
  static let didNotAct =
    "did not act in some run: the values that it gives the tasks never differed by a quarter, so the row says "
    + "nothing of the method; give models more batches (comparison.steps), or the run more "
    + "(comparison.batches)"

  /// The cost of a hyper-step in batches: the primary's further one, and a gradient of all tasks for each
  /// Hessian-vector product.
  private static func hyperStep(
    _ weighting: any GradientWeighting, at step: Int, on tasks: [TaskIndex]
  ) -> [TaskIndex] {
    guard let hyper = weighting as? any HyperWeighting, hyper.isHyperStep(step) else { return [] }
    return [tasks[0]] + repeatElement(tasks, count: hyper.seriesTerms).joined()
  }
}

/// The largest difference between two tasks' values in a training.
private struct WeightSpread {
  /// Whether a value was ever more than a quarter above another.
  private(set) var isLarge = false

  mutating func include(_ values: [Double]) {
    guard let least = values.min(), let largest = values.max() else { return }
    if largest > 1.25 * least { isLarge = true }
  }
}
