import AutoSeM
import Bandits
import BayesianOptimization
import GSLNumerics
import Multitask
import RunJournal

// The code between the two lines of dashes stands in README.md too; a test compares them.
// --------------------------------------------------------------------------------------------------
/// A model of your own; this one learns best from a quarter of auxiliary batches.
final class MyTrainer: Trainer {
  var batches = [0.0, 0.0]

  func train(on tasks: [TaskIndex]) -> TrainingSignal {
    for task in tasks { batches[task.rawValue] += 1 }
    return TrainingSignal(losses: [], examples: 32 * tasks.count)
  }
  func evaluate(task: TaskIndex, split: Split) -> Evaluation {
    let miss = batches[1] / (batches[0] + batches[1]) - 0.25
    return Evaluation(metric: 1 - miss * miss, loss: miss * miss, examples: 500)
  }
}

func search() throws -> [Double] {
  let streams = RandomStreams(seed: 1)
  let model = MyTrainer()
  var (bandit, reward) = (ThompsonSampling(arms: 2, decay: 0.02, firstArm: 0), LogLossReward())
  for round in 0..<20 {
    let arm = bandit.choose(using: streams.stream("pull", round))
    _ = try model.train(task: TaskIndex(arm), batches: 10)
    let evaluation = model.evaluate(task: TaskIndex(0), split: .validation)
    bandit.observe(reward: reward.reward(for: evaluation), of: arm)
  }
  var optimizer = BayesianOptimizer(space: SimplexSpace(count: 2), seed: 1)
  for _ in 0..<15 {
    let suggestion = try optimizer.ask()
    let model = MyTrainer()
    _ = try model.train(task: TaskIndex(0), batches: Int(200 * suggestion.point[0]))
    _ = try model.train(task: TaskIndex(1), batches: Int(200 * suggestion.point[1]))
    let evaluation = model.evaluate(task: TaskIndex(0), split: .validation)
    try optimizer.tell(suggestion, objective: evaluation.loss)
  }
  return try optimizer.recommend()
}
// --------------------------------------------------------------------------------------------------
