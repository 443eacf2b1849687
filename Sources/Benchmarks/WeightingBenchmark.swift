import ArgumentParser
import GSLNumerics
import Multitask
import TaskData
import TaskWeighting
import TorchTrainer

/// Times the built-in trainer with a batch of each of some synthetic tasks: sequential steps, joint steps with
/// weightings, and AMTNN.
struct WeightingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weighting",
    abstract: "Times joint training steps with weightings, and those of AMTNN.")

  func run() throws {
    let suite = try TaskSuite.synthetic(seed: 1)
    let streams = RandomStreams(seed: 1)
    let tasks = suite.tasks.enumerated().map { index, task in
      SplitTask(task, in: SplitOrder(using: streams.stream("held-out")))
    }
    let factory = try TorchTrainerFactory(
      tasks: tasks, primary: TaskIndex(0), settings: TorchTrainerSettings())
    for count in [3, tasks.count] {
      let together = (0..<count).map { TaskIndex($0) }
      let steps = 200
      let trainer = try factory.makeTrainer(seed: 1)
      _ = try trainer.train(task: TaskIndex(0), batches: 50)
      report(
        "\(count) tasks, one after the other",
        try processorSeconds {
          for _ in 0..<steps {
            for task in together { _ = try trainer.train(task: task, batches: 1) }
          }
        }, repetitions: steps)
      for kind in [WeightingKind.equal, .caGrad, .nashMTL, .auxiLearn, .auxiNash] {
        guard let joint = try factory.makeTrainer(seed: 1) as? any JointTrainer else { continue }
        var weighting = kind.weighting(tasks: count)
        try joint.train(tasks: together, weighting: &weighting, steps: 0..<25, using: streams)
        report(
          "\(count) tasks, \(kind.rawValue)",
          try processorSeconds {
            try joint.train(
              tasks: together, weighting: &weighting, steps: 25..<25 + steps, using: streams)
          }, repetitions: steps)
      }
    }
    // A step of AMTNN has all tasks.
    for distance in TaskDistance.allCases {
      guard let trainer = try factory.makeTrainer(seed: 1) as? any AdversarialTrainer else {
        continue
      }
      var relations = AdversarialRelations(tasks: tasks.count, distance: distance)
      try trainer.train(relations: &relations, steps: 25)
      let steps = 200
      report(
        "\(tasks.count) tasks, AMTNN, \(distance.rawValue)",
        try processorSeconds { try trainer.train(relations: &relations, steps: steps) },
        repetitions: steps)
    }
  }
}
