import Foundation
import GSLNumerics
public import Multitask
import Synchronization

/// A trainer with exact, known transfer and no model: the primary's skill is a saturating function of
/// the batches that each task has had, weighted by how much the task transfers.
public final class ToyTrainer: CheckpointingTrainer {
  private let factory: ToyTrainerFactory
  private let seed: UInt64
  private var batches: [Int]

  init(factory: ToyTrainerFactory, seed: UInt64) {
    self.factory = factory
    self.seed = seed
    batches = Array(repeating: 0, count: factory.transfers.count)
  }

  /// Counts the batches.
  ///
  /// - Throws: `CancellationError` when the factory's budget is spent, `TrainerError.lossNotFinite` on the
  ///   poisoned task.
  public func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    factory.log.called(tasks.count)
    var losses: [Double] = []
    for task in tasks {
      try factory.log.spend(1, of: factory.budget)
      if task == factory.poison { throw TrainerError.lossNotFinite(task: "toy", loss: .nan) }
      losses.append(loss)
      batches[task.rawValue] += 1
    }
    return TrainingSignal(losses: losses, examples: 32 * tasks.count)
  }

  /// Says how skilled the batches made the primary; the noise depends on the seed and on their total
  /// alone, so that two trainers of one seed share it.
  public func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    factory.log.evaluated(split)
    let examples = split == .training ? factory.tasks[task].trainingExamples : 500
    let noise =
      factory.noise
      * RandomStreams(seed: seed).stream("toy-noise", batches.reduce(0, +)).normal()
    if let task = factory.immeasurable, batches[task.rawValue] > 0 {
      return Evaluation(metric: .nan, loss: loss, examples: examples)
    }
    return Evaluation(
      metric: 0.5 + 0.4 * skill + noise, loss: loss + noise, examples: examples,
      losses: split == .validation ? losses(of: examples, mean: loss + noise) : nil)
  }

  /// What the batches of a task change is larger for some examples, the same for every seed.
  private func losses(of examples: Int, mean: Double) -> [Float]? {
    guard let disagreement = factory.disagreement else { return nil }
    var losses = [Double](repeating: mean, count: examples)
    for task in batches.indices.dropFirst() where batches[task] > 0 {
      let stream = RandomStreams(seed: 0).stream("toy-examples", task)
      let changes = (0..<examples).map { _ in disagreement * stream.normal() }
      let center = SampleStatistics(changes).mean
      for example in losses.indices { losses[example] += changes[example] - center }
    }
    return losses.map(Float.init)
  }

  /// Returns the counts.
  public func snapshot() throws -> TrainerSnapshot {
    TrainerSnapshot(bytes: Array(try JSONEncoder().encode(batches)))
  }

  /// Takes the counts of another trainer.
  public func restore(_ snapshot: TrainerSnapshot) throws {
    batches = try JSONDecoder().decode([Int].self, from: Data(snapshot.bytes))
  }

  /// Between about −1 and 1.
  private var skill: Double {
    tanh(
      zip(factory.transfers, batches).reduce(0) { sum, pair in
        sum + pair.0 * (1 - exp(-Double(pair.1) / 100))
      })
  }

  private var loss: Double { 0.7 - 0.4 * skill }
}

/// A toy trainer that makes no snapshots.
private final class LeastToyTrainer: Trainer {
  private let trainer: ToyTrainer

  init(_ trainer: ToyTrainer) { self.trainer = trainer }

  func train(on tasks: [TaskIndex]) throws -> TrainingSignal { try trainer.train(on: tasks) }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    try trainer.evaluate(task: task, split: split)
  }
}

/// Makes toy trainers, and remembers what was asked of them.
public struct ToyTrainerFactory: TrainerFactory {
  /// How much a task helps the primary, the primary itself first.
  public let transfers: [Double]

  /// The standard deviation of an evaluation.
  public var noise: Double

  /// The standard deviation over examples of what a task's batches change in their losses; nil to give no losses.
  public var disagreement: Double?

  /// The number of batches after which training stops as if the process were killed.
  public var budget: Int?

  /// A task on which training diverges.
  public var poison: TaskIndex?

  /// A task after which the metric is no number.
  public var immeasurable: TaskIndex?

  /// Whether the trainers are `CheckpointingTrainer`s.
  public var makesSnapshots = true

  /// What was asked.
  public let log = ToyLog()

  /// Creates a factory whose first task is the primary.
  public init(transfers: [Double], noise: Double = 0.005, budget: Int? = nil) {
    self.transfers = transfers
    self.noise = noise
    self.budget = budget
  }

  /// Small tasks, as many as there are transfers.
  public var tasks: TaskList {
    let all = transfers.indices.map { index in
      TaskSummary(
        "task\(index)", metric: "accuracy", trainingExamples: 100 * (index + 1),
        validationExamples: 500, testExamples: 500)
    }
    return TaskList(primary: all[0], auxiliaries: Array(all.dropFirst()))
  }

  /// Makes a trainer that has seen nothing.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    let trainer = ToyTrainer(factory: self, seed: seed)
    return makesSnapshots ? trainer : LeastToyTrainer(trainer)
  }
}

/// What was asked of the trainers of a factory.
public final class ToyLog: Sendable {
  private let state = Mutex((batches: 0, splits: [Split](), calls: [Int]()))

  /// The batches trained so far.
  public var batches: Int { state.withLock { $0.batches } }

  /// The splits that were evaluated, in order.
  public var splits: [Split] { state.withLock { $0.splits } }

  /// The number of batches of each call, in order.
  public var calls: [Int] { state.withLock { $0.calls } }

  func called(_ batches: Int) {
    state.withLock { $0.calls.append(batches) }
  }

  func spend(_ count: Int, of budget: Int?) throws {
    try state.withLock { state in
      state.batches += count
      if let budget, state.batches > budget { throw CancellationError() }
    }
  }

  func evaluated(_ split: Split) {
    state.withLock { $0.splits.append(split) }
  }
}
