import ArgumentParser
import Foundation
import GSLNumerics
import Multitask
import TaskData
import TorchTrainer

/// Times the built-in trainer with its default settings on the first task of the synthetic suite, and of GLUE
/// with a folder of its files.
struct TrainerBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trainer", abstract: "Times the built-in trainer with its default settings.")

  @Argument(help: "The folder with GLUE's tasks, to time it on them too.", completion: .directory)
  var glue: String?

  func run() throws {
    try timeTrainer("synthetic", TaskSuite.synthetic(seed: 1))
    if let glue {
      try timeTrainer("GLUE", TaskSuite.glue(from: URL(filePath: glue)))
    }
  }
}

private func timeTrainer(_ name: String, _ suite: TaskSuite) throws {
  let streams = RandomStreams(seed: 1)
  let tasks = suite.tasks.enumerated().map { index, task in
    SplitTask(task, in: SplitOrder(using: streams.stream("held-out")))
  }
  var made: (any CheckpointingTrainer)?
  let making = try processorSeconds {
    made =
      try TorchTrainerFactory(
        tasks: tasks, primary: TaskIndex(0), settings: TorchTrainerSettings()
      ).makeTrainer(seed: 1) as? any CheckpointingTrainer
  }
  guard let trainer = made, let first = tasks.first else { return }
  let examples = tasks.reduce(0) {
    $0 + $1.training.count + $1.validation.count + $1.task.test.count
  }
  print("\(name): \(examples) examples made ready in \((making * 1000).rounded()) ms")
  _ = try trainer.train(task: TaskIndex(0), batches: 50)
  let steps = 500
  report(
    "  training step on \(first.task.name)",
    try processorSeconds { _ = try trainer.train(task: TaskIndex(0), batches: steps) },
    repetitions: steps)
  report(
    "  evaluation of \(first.validation.count) examples",
    try processorSeconds {
      for _ in 0..<10 { _ = try trainer.evaluate(task: TaskIndex(0), split: .validation) }
    }, repetitions: 10)
  report(
    "  snapshot", try processorSeconds { for _ in 0..<10 { _ = try trainer.snapshot() } },
    repetitions: 10)
}
