import AskTell
import AutoSeM
import Bandits
import BayesianOptimization
import CommandTrainer
import Execution
import Foundation
import GSLNumerics
import GaussianProcesses
import MixtureRegression
import PolicyComparison
import PretrainedEncoders
import Reports
import RunJournal
import TaskData
import TaskWeighting
import TestSupport
import Testing
import TorchTrainer
import TrainerConformance

// The examples of the library products' pages, word for word (`PageTests`).

func sessionExample() throws {
  var session = try OptimizationSession()
  print(try session.reply(to: #"{"space":[[-5,10],[0,15]],"budget":25}"#))  // {"ok":true}
  print(try session.reply(to: #"{"ask":true}"#))  // {"x":[…]}
  print(try session.reply(to: #"{"tell":{"x":[3,2],"y":0.5}}"#))  // {"ok":true}
  print(try session.reply(to: #"{"recommend":true}"#))  // {"x":[3,2]}
}

func searchPageExample() async throws {
  let search = Search(
    primary: TaskSummary("rte", trainingExamples: 2_490), auxiliaries: ["mnli", "qqp"]
  ) { seed in MyTrainer(seed: seed) }

  let outcome = try await search.run(in: "runs/rte")  // no folder: in memory; again: it resumes
  print(outcome.verdict)
  for share in outcome.mixture { print(share.task, share.weight) }
}

/// Finds the slot machine that pays most often.
func bestMachine(of machines: [(_ pull: Int) -> Double]) -> Int {
  var bandit = Bandit(ThompsonSampling(arms: machines.count), seed: 1)
  for pull in 0..<200 {
    let arm = bandit.choose()
    bandit.observe(reward: machines[arm](pull), of: arm)
  }
  return bandit.policy.ranking[0]
}

func optimizerPageExample() throws {
  func error(of mixture: [Double]) throws -> Double {
    abs(mixture[0] - 0.5) + abs(mixture[1] - 0.3)
  }

  var optimizer = BayesianOptimizer(space: SimplexSpace(count: 3), seed: 1)
  for _ in 0..<30 {
    let suggestion = try optimizer.ask()
    try optimizer.tell(suggestion, objective: try error(of: suggestion.point))
  }
  let best = try optimizer.recommend()
  print(best, try optimizer.prediction(at: best).standardDeviation)
}

func fitExample() throws {
  let table = try RunTable(
    contentsOf: ["runs.csv"], columns: RunColumns(objective: ["val_loss"]))
  let fit = try MixtureFit(of: table, settings: MixtureFitSettings(proposals: 4))
  print(fit.recommended.mixture, fit.recommended.predicted.mean)
  print(fit.proposals)
}

func commandExample() async throws {
  let factory = try CommandTrainerFactory(
    settings: CommandTrainerSettings(command: ["python3", "train.py"], folder: "."),
    primary: "rte", auxiliary: ["mnli", "qqp"])
  let outcome = try await Search(factory).run(in: "runs/rte")
  print(outcome.verdict)
}

func numericsExample() throws {
  let streams = RandomStreams(seed: 1)
  let noise = streams.stream("noise", 7)
  let sample = (0..<100).map { _ in noise.normal(mean: 2, standardDeviation: 0.5) }
  let statistics = SampleStatistics(sample)
  print(statistics.mean, statistics.halfWidth() ?? .nan)
  let factor = try Cholesky(of: Matrix([[2, 1], [1, 3]]))
  print(factor.solve([1, 2]), factor.logDeterminant)
}

func processPageExample() throws {
  let inputs = (0..<20).map { [Double($0) / 19] }
  let targets = inputs.map { ($0[0] - 0.3) * ($0[0] - 0.3) }
  let process = try GaussianProcess.fitted(to: inputs, targets)
  for prediction in process.predictions(at: [[0.25], [0.3], [2]]) {
    print(prediction.mean, prediction.standardDeviation)
  }
}

/// One batch of each task in turn.
struct RoundRobin: TrainingPolicy {
  func train(_ training: BudgetedTraining) async throws {
    while training.remaining > 0 {
      for task in training.tasks.taskIndices.prefix(training.remaining) {
        try training.train(task)
      }
    }
  }
}

func compare(with factory: any TrainerFactory) async throws -> Leaderboard {
  let comparison = try Comparison(
    settings: ComparisonSettings(policies: [.fixed(.uniform), .search(.autosem)], batches: 2_000),
    custom: ["round_robin": RoundRobin()], factory: factory)
  return try await comparison.run()  // run(in: "runs/policies") keeps and resumes it
}

func printScores(of leaderboard: Leaderboard) {
  for entry in leaderboard.entries {
    print(entry.policy, entry.scores?.mean ?? .nan, entry.difference?.probability ?? .nan)
  }
}

func encoderExample() throws {
  let folder = try EncoderFolder(path: "models/all-MiniLM-L6-v2")
  print(folder.configuration.layers)
  print(folder.tokenizer.tokens(of: "A sentence.", limit: 128))
}

func weightingExample() {
  let method = PCGrad(tasks: 2)
  let step = TaskGradients(losses: [0.7, 0.4], gram: Matrix([[1, -0.5], [-0.5, 1]]))
  let weights = method.weights(for: step, using: RandomStreams(seed: 1).stream("weighting", 0))
  print(weights)
}

func trainerExample() async throws -> Outcome {
  let suite = try TaskSuite.synthetic(seed: 1, names: ["rte", "mnli", "qqp"])
  let order = SplitOrder(using: RandomStreams(seed: 1).stream("held-out"))
  let splits = try TaskSplits(suite, primary: "rte", in: order)
  let factory = try TorchTrainerFactory(
    tasks: splits.tasks, primary: TaskIndex(0), settings: TorchTrainerSettings())
  let outcome = try await Search(factory).run()
  return outcome
}

func reportExample() throws -> String {
  let journal = try Journal.open(in: URL(filePath: "runs/rte"))
  let report = try RunReport(of: journal)
  print(report.summary)
  try Data(report.html.utf8).write(to: URL(filePath: "report.html"))
  // What `autosem report --json` prints.
  let json = try resultJSON(ResultFile(Outcome(of: journal)))
  return json
}

func savedModelExample(_ factory: TorchTrainerFactory) throws {
  let trainer = try factory.makeTrainer(seed: 1)
  try factory.model(of: trainer)?.write(to: "model")
  let model = try SavedModel(contentsOf: "model")
  let pair = Example(first: "a man sleeps", second: "nobody is awake", target: 0)
  let predictions = try model.predictions(of: [pair])
  print(predictions.label(of: 0) ?? "", predictions.probabilities[0])
}

struct MyTrainerFactory: TrainerFactory {
  private let toy = ToyTrainerFactory(transfers: [0.3, 0.9])
  var tasks: TaskList { toy.tasks }
  func makeTrainer(seed: UInt64) throws -> any Trainer { try toy.makeTrainer(seed: seed) }
}

@Test func myTrainerKeepsTheRules() throws {
  try checkTrainer(MyTrainerFactory())  // throws TrainerViolations, which lists all that is wrong
}

func search(with factory: any TrainerFactory, program: String) async throws {
  if CommandLine.arguments.contains("--worker") {
    return try Worker(factory).serve(.standardInput, .standardOutput)
  }
  let executor = ProcessExecutor(command: [program, "--worker"], in: "/tmp", workers: 4)
  let outcome = try await Search(factory, executor: executor).run(in: "runs/rte")
  print(outcome.verdict)
}
