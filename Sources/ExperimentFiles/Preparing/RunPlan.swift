import AutoSeM
import Execution
import Multitask
import TaskData

/// What a run will do, for another program: what `autosem validate` and `autosem run --dry-run` print as JSON.
public struct RunPlan: Encodable, Sendable {
  let format = 1
  let origin: String
  let synthetic: Bool
  let tasks: [Task]
  let targets: [Target]
  let budget: String?
  let pulls: Int
  let batchesPerPull: Int
  let trials: Int
  let seeds: Int
  let batchesPerTraining: Int
  let batches: Int
  let workers: Int
  let executor: String
  let leaks: [String]
  let notes: [String]

  /// The seconds that the run is expected to take; nil if that was not measured.
  public var seconds: Double?

  /// What the user's command answered; nil for the built-in trainer.
  public var answers: [String]?

  struct Task: Encodable {
    let task: String
    let metric: String
    let training: Int
    let validation: Int
    let test: Int
  }

  struct Target: Encodable {
    let target: String
    let share: Double
    let loseAtMost: Double?
  }
}

extension PreparedExperiment {
  /// What a search will do.
  public var plan: RunPlan {
    let (search, tasks) = (experiment.search, factory.tasks)
    return RunPlan(
      origin: origin, synthetic: isSynthetic,
      tasks: tasks.map { task in
        RunPlan.Task(
          task: task.name, metric: task.metric, training: task.trainingExamples,
          validation: task.validationExamples, test: task.testExamples)
      },
      targets: zip(zip(tasks.targetNames, tasks.targets), tasks.targetShares).map { target, share in
        RunPlan.Target(target: target.0, share: share, loseAtMost: target.1.loseAtMost)
      },
      budget: experiment.budget?.rawValue, pulls: search.selection.rounds,
      batchesPerPull: search.selection.batchesPerPull, trials: search.mixing.trials,
      seeds: search.confirmation.seeds, batchesPerTraining: search.mixing.steps,
      batches: search.expectedBatches(targets: tasks.targets.count), workers: search.workers,
      executor: experiment.executor.kind.rawValue,
      leaks: leaks.map(\.description), notes: notes)
  }
}
