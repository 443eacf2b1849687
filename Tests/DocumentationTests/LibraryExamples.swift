import AutoSeM
import Bandits
import BayesianOptimization
import GaussianProcesses
import PolicyComparison

// The README's examples, word for word (`ReadmeTests`).

final class MyTrainer: Trainer {
  private var batches = [0.0, 0.0, 0.0]
  private let luck: Double

  init(seed: UInt64) { luck = Double(seed % 100) / 10_000 }

  func train(on tasks: [TaskIndex]) -> TrainingSignal {
    for task in tasks { batches[task.rawValue] += 1 }
    return TrainingSignal(losses: [], examples: 32 * tasks.count)
  }

  func evaluate(task: TaskIndex, split: Split) -> Evaluation {
    let shares = batches.map { $0 / batches.reduce(0, +) }
    let miss = abs(shares[1] - 0.4) + shares[2]
    return Evaluation(metric: 0.9 - miss / 2 + luck, loss: 0.3 + miss - luck, examples: 500)
  }
}

func searchExample() async throws {
  let search = Search(
    primary: TaskSummary("rte", trainingExamples: 2_490), auxiliaries: ["mnli", "qqp"]
  ) { seed in MyTrainer(seed: seed) }

  let outcome = try await search.run(in: "runs/rte")  // no folder: in memory; again: it resumes
  print(outcome.verdict)  // Train rte with rte 0.60 · mnli 0.40: …
  for share in outcome.mixture { print(share.task, share.weight) }
}

func banditExample() -> Int {
  let wins = [0.2, 0.8, 0.3]
  var bandit = Bandit(ThompsonSampling(arms: wins.count), seed: 1)
  for _ in 0..<200 {
    let arm = bandit.choose()
    bandit.observe(reward: wins[arm], of: arm)
  }
  let bestArm = bandit.policy.ranking[0]
  return bestArm
}

func optimizerExample() throws -> [Double] {
  var optimizer = BayesianOptimizer(space: SimplexSpace(count: 3), seed: 1)
  for _ in 0..<20 {
    let suggestion = try optimizer.ask()
    let (a, b) = (suggestion.point[0] - 0.5, suggestion.point[1] - 0.3)
    try optimizer.tell(suggestion, objective: a * a + b * b)
  }
  let best = try optimizer.recommend()
  return best
}

func processExample() throws -> [Prediction] {
  let inputs = (0..<20).map { [Double($0) / 19] }
  let targets = inputs.map { ($0[0] - 0.3) * ($0[0] - 0.3) }
  let process = try GaussianProcess.fitted(to: inputs, targets)
  let predictions = process.predictions(at: [[0.25], [0.3], [2]])
  for prediction in predictions { print(prediction.mean, prediction.standardDeviation) }
  return predictions
}

struct HalfAndHalf: TrainingPolicy {
  func train(_ training: BudgetedTraining) throws {
    while training.remaining > 1 {
      for task in [training.primary, TaskIndex(1)] { try training.train(task) }
    }
  }
}
