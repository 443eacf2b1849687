import Foundation
import GSLNumerics
public import Multitask
import Synchronization

/// A trainer with exact, known transfer and no model: the primary's skill is a saturating function of
/// the batches that each task has had, weighted by how much the task transfers.
public final class ToyTrainer: Trainer {
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
  public func train(task: TaskIndex, batches count: Int) throws -> TrainingSignal {
    try factory.log.spend(count, of: factory.budget)
    if task == factory.poison { throw TrainerError.lossNotFinite(task: "toy", loss: .nan) }
    batches[task.rawValue] += count
    return TrainingSignal(losses: Array(repeating: loss, count: count), examples: 32 * count)
  }

  /// Says how skilled the batches made the primary; the noise depends on the seed and on their total
  /// alone, so that two trainers of one seed share it.
  public func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    factory.log.evaluated(split)
    let noise =
      factory.noise
      * RandomStreams(seed: seed).stream("toy-noise", batches.reduce(0, +)).normal()
    return Evaluation(metric: 0.5 + 0.4 * skill + noise, loss: loss + noise, examples: 500)
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

/// Makes toy trainers, and remembers what was asked of them.
public struct ToyTrainerFactory: TrainerFactory {
  /// How much a task helps the primary, the primary itself first.
  public let transfers: [Double]

  /// The standard deviation of an evaluation.
  public var noise: Double

  /// The number of batches after which training stops as if the process were killed.
  public var budget: Int?

  /// A task on which training diverges.
  public var poison: TaskIndex?

  /// What was asked.
  public let log = ToyLog()

  /// Creates a factory whose first task is the primary.
  public init(transfers: [Double], noise: Double = 0.005, budget: Int? = nil) {
    self.transfers = transfers
    self.noise = noise
    self.budget = budget
  }

  /// Small tasks, as many as there are transfers.
  public var tasks: [TaskSummary] {
    transfers.indices.map { index in
      TaskSummary(
        name: "task\(index)", isPrimary: index == 0, metric: .accuracy,
        trainingExamples: 100 * (index + 1), validationExamples: 100, testExamples: 100)
    }
  }

  /// Makes a trainer that has seen nothing.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    ToyTrainer(factory: self, seed: seed)
  }
}

/// What was asked of the trainers of a factory.
public final class ToyLog: Sendable {
  private let state = Mutex((batches: 0, splits: [Split]()))

  /// The batches trained so far.
  public var batches: Int { state.withLock { $0.batches } }

  /// The splits that were evaluated, in order.
  public var splits: [Split] { state.withLock { $0.splits } }

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
