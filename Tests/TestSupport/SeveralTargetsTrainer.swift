import Foundation
import GSLNumerics
public import Multitask

/// Trainers with exact, known transfer to several targets: the skill of each is a saturating function of the batches
/// that each task has had.
public struct SeveralTargetsFactory: TrainerFactory {
  /// How much a batch of each task helps each target, `[targets][tasks]`.
  public let transfers: [[Double]]

  /// The standard deviation of an evaluation over seeds.
  public var noise = 0.002

  /// The number of examples of a target's split.
  public var examples = 400

  /// The tasks.
  public let tasks: TaskList

  /// Creates a factory of tasks named `task0` and so on.
  public init(transfers: [[Double]], targets: [Target]) throws {
    self.transfers = transfers
    tasks = try TaskList(
      transfers[0].indices.map { index in
        TaskSummary(
          "task\(index)", metric: "accuracy", trainingExamples: 100 * (index + 1),
          validationExamples: 400, testExamples: 400)
      }, targets: targets)
  }

  /// Makes a trainer that has seen nothing.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    SeveralTargetsTrainer(factory: self, seed: seed)
  }

  /// Returns the metric of a target without noise, by its number among the targets.
  public func truth(_ target: Int, batches: [Int]) -> Double {
    let skill = zip(transfers[target], batches).reduce(0) { sum, pair in
      sum + pair.0 * (1 - exp(-Double(pair.1) / 100))
    }
    return 0.5 + 0.4 * tanh(skill)
  }
}

/// A trainer of that kind.
private final class SeveralTargetsTrainer: CheckpointingTrainer {
  private let factory: SeveralTargetsFactory
  private let seed: UInt64
  private var batches: [Int]

  init(factory: SeveralTargetsFactory, seed: UInt64) {
    self.factory = factory
    self.seed = seed
    batches = Array(repeating: 0, count: factory.tasks.count)
  }

  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    for task in tasks { batches[task.rawValue] += 1 }
    return TrainingSignal(losses: tasks.map { _ in 1 }, examples: 32 * tasks.count)
  }

  /// The noise depends on the seed, the target and the number of batches alone.
  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    guard let target = factory.tasks.targets.firstIndex(where: { $0.task == task }) else {
      return Evaluation(metric: 0.5, loss: 0.7, examples: factory.examples)
    }
    let stream = RandomStreams(seed: seed)
      .stream("toy-noise", 1_000 * target + batches.reduce(0, +))
    let metric = factory.truth(target, batches: batches) + factory.noise * stream.normal()
    let spread = (0..<factory.examples).map { $0 % 2 == 0 ? 0.1 : -0.1 }
    return Evaluation(
      metric: metric, loss: 1.2 - metric, examples: factory.examples,
      scores: split == .test ? spread.map { Float(metric + $0) } : nil,
      losses: split == .validation ? spread.map { Float(1.2 - metric + $0) } : nil)
  }

  func snapshot() throws -> TrainerSnapshot {
    TrainerSnapshot(bytes: Array(try JSONEncoder().encode(batches)))
  }

  func restore(_ snapshot: TrainerSnapshot) throws {
    batches = try JSONDecoder().decode([Int].self, from: Data(snapshot.bytes))
  }
}
