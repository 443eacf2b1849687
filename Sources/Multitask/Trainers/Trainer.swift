/// A model in training on several tasks.
///
/// A trainer is deterministic: the same seed and calls give the same numbers. Evaluations do not change the
/// state, and the division of batches into calls has no effect. One caller uses it at a time.
/// `TrainerConformance` checks all of this.
public protocol Trainer: AnyObject {
  /// Trains on the next batch of each task in order; starts a new epoch when a task's data run out.
  ///
  /// - Parameter tasks: The task of each batch, `[batches]`; tasks may repeat.
  /// - Throws: `TrainerError.lossNotFinite` when the model has diverged, and what the engine throws.
  func train(on tasks: [TaskIndex]) throws -> TrainingSignal

  /// Evaluates the model on a split of a task; the state does not change.
  ///
  /// - Throws: What the engine throws.
  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation
}

/// A trainer with checkpoints, which partial trials, resumed continuous pulls and comparisons need.
public protocol CheckpointingTrainer: Trainer {
  /// Returns a checkpoint: all state that training depends on, such as parameters, moments, batch counters
  /// and random streams.
  func snapshot() throws -> TrainerSnapshot

  /// Restores a checkpoint of a trainer of the same factory.
  ///
  /// - Throws: `TrainerError.foreignSnapshot` or `damagedSnapshot` when it does not fit.
  func restore(_ snapshot: TrainerSnapshot) throws
}

extension Trainer {
  /// Trains on the next batches of one task.
  ///
  /// - Throws: What `train(on:)` throws.
  public func train(task: TaskIndex, batches: Int) throws -> TrainingSignal {
    try train(on: Array(repeating: task, count: batches))
  }

  /// Evaluates the model on a split of a task, and checks that the numbers are finite.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - split: The split.
  ///   - keepingLosses: Whether the losses of the examples are kept.
  /// - Throws: `TrainerError.evaluationNotFinite`, and what `evaluate(task:split:)` throws.
  public func measured(
    task: TaskIndex, split: Split, keepingLosses: Bool = false
  ) throws -> Evaluation {
    let evaluation = try evaluate(task: task, split: split)
    guard evaluation.metric.isFinite, evaluation.loss.isFinite else {
      throw TrainerError.evaluationNotFinite(
        task: task, metric: evaluation.metric, loss: evaluation.loss)
    }
    return keepingLosses ? evaluation : evaluation.withoutLosses
  }

  /// Evaluates the model on a split of the targets: the evaluation of one, or the weighted mean of several.
  ///
  /// - Throws: As `measured(task:split:)`.
  public func measured(
    targetsOf tasks: TaskList, split: Split, keepingLosses: Bool = false
  ) throws -> Evaluation {
    try tasks.objective { try measured(task: $0, split: split, keepingLosses: keepingLosses) }
  }
}

/// A factory of trainers that differ only in their seed.
public protocol TrainerFactory: Sendable {
  /// The tasks.
  var tasks: TaskList { get }

  /// Creates a trainer with initial parameters.
  ///
  /// - Parameter seed: The seed of the initial parameters and of the order of the batches.
  /// - Throws: What the engine throws.
  func makeTrainer(seed: UInt64) throws -> any Trainer
}

extension TrainerFactory {
  /// The index of the primary task.
  public var primary: TaskIndex { tasks.primary }
}

/// The losses of training on some batches.
public struct TrainingSignal: Equatable, Sendable {
  /// The mean loss of each batch before its step, `[batches]`; smaller is better.
  ///
  /// A trainer may return less: the loss of the first batch before its step and that of the last after its
  /// step, or none.
  public let losses: [Double]

  /// The number of examples, with repetitions.
  public let examples: Int

  /// Creates a signal.
  public init(losses: [Double], examples: Int) {
    self.losses = losses
    self.examples = examples
  }
}

/// A checkpoint of a trainer, in its own format.
public struct TrainerSnapshot: Equatable, Sendable {
  /// The state.
  public let bytes: [UInt8]

  /// Creates a snapshot.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}
