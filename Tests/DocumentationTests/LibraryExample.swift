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

  func train(task: TaskIndex, batches count: Int) throws -> TrainingSignal {
    batches[task.rawValue] += Double(count)
    return TrainingSignal(losses: [], examples: 32 * count)
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let share = batches[1] / (batches[0] + batches[1])
    let miss = (share - 0.25) * (share - 0.25)
    return Evaluation(metric: 0.8 - miss, loss: 0.5 + miss, examples: 500)
  }

  func snapshot() throws -> TrainerSnapshot {
    TrainerSnapshot(bytes: batches.map { UInt8($0) })
  }

  func restore(_ snapshot: TrainerSnapshot) throws {
    batches = snapshot.bytes.map(Double.init)
  }
}

/// A bandit and the optimiser on a trainer of your own.
func search(with trainer: @escaping () -> any Trainer) throws -> [Double] {
  let streams = RandomStreams(seed: 1)
  var bandit = ThompsonSampling(arms: 2, decay: 0.05, firstArm: 0)
  var reward = LogLossReward()
  let model = trainer()
  for round in 0..<20 {
    let arm = bandit.choose(using: streams.stream("pull", round))
    _ = try model.train(task: TaskIndex(arm), batches: 10)
    let evaluation = try model.evaluate(task: TaskIndex(0), split: .validation)
    bandit.observe(reward: reward.reward(for: evaluation), of: arm)
  }
  var optimizer = BayesianOptimizer(space: SimplexSpace(count: 2))
  for trial in 0..<15 {
    let candidate = try optimizer.ask(using: streams.stream("ask", trial))
    let model = trainer()
    for (task, weight) in candidate.point.enumerated() {
      _ = try model.train(task: TaskIndex(task), batches: Int(200 * weight))
    }
    let evaluation = try model.evaluate(task: TaskIndex(0), split: .validation)
    optimizer.tell(candidate, objective: evaluation.loss)
  }
  return try optimizer.recommend()
}
// --------------------------------------------------------------------------------------------------
