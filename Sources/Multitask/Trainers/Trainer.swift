/// One model being trained on several tasks.
///
/// A trainer is deterministic: the same seed and the same calls give the same numbers. Evaluating changes
/// nothing, and neither does the way in which a sequence of batches is cut into calls. It is used by one
/// caller at a time. `TrainerConformance` checks all of this.
public protocol Trainer: AnyObject {
  /// Trains on the next batch of each task, in the order given; starts a new epoch when a task's data run
  /// out.
  ///
  /// - Parameter tasks: The task of each batch, `[batches]`; a task may come more than once.
  /// - Throws: `TrainerError.lossNotFinite` when the model has diverged, and what the engine throws.
  func train(on tasks: [TaskIndex]) throws -> TrainingSignal

  /// Measures the model on a split of a task.
  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation
}

/// A trainer whose state can be saved: a partial trial continues where it ended, a long stage one is
/// resumed without training it again, and policies can be compared.
public protocol CheckpointingTrainer: Trainer {
  /// Returns everything that training depends on: parameters, the optimiser's moments, positions in the
  /// data, random streams.
  func snapshot() throws -> TrainerSnapshot

  /// Restores a snapshot that a trainer of the same factory made.
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

  /// Measures the model on a split of a task and checks the numbers.
  ///
  /// - Throws: `TrainerError.evaluationNotFinite`, and what `evaluate(task:split:)` throws.
  public func measured(task: TaskIndex, split: Split) throws -> Evaluation {
    let evaluation = try evaluate(task: task, split: split)
    guard evaluation.metric.isFinite, evaluation.loss.isFinite else {
      throw TrainerError.evaluationNotFinite(
        task: task, metric: evaluation.metric, loss: evaluation.loss)
    }
    return evaluation
  }
}

/// Makes trainers that differ in their seed alone.
public protocol TrainerFactory: Sendable {
  /// The tasks.
  var tasks: TaskList { get }

  /// Makes a fresh model.
  ///
  /// - Parameter seed: Decides the initial parameters and the order of the batches.
  func makeTrainer(seed: UInt64) throws -> any Trainer
}

extension TrainerFactory {
  /// The index of the primary task.
  public var primary: TaskIndex { tasks.primary }
}

/// What training on some batches showed.
public struct TrainingSignal: Equatable, Sendable {
  /// The mean loss of each batch, before the step that it caused, `[batches]`; smaller is better.
  ///
  /// A trainer that knows less gives less: the loss of the first batch before its step and that of the last
  /// one after its step, or none.
  public let losses: [Double]

  /// The number of examples seen, repeats counted.
  public let examples: Int

  /// Creates a signal.
  public init(losses: [Double], examples: Int) {
    self.losses = losses
    self.examples = examples
  }
}

/// How a model does on a split of a task.
public struct Evaluation: Equatable, Sendable, Codable {
  /// The task's metric; larger is better.
  public let metric: Double

  /// The mean negative log-likelihood, or half the mean squared error; smaller is better.
  ///
  /// In natural units, and in variances of the truth. The built-in trainer calibrates first
  /// (`CalibratedLoss`).
  public let loss: Double

  /// The number of examples.
  public let examples: Int

  /// Creates an evaluation.
  public init(metric: Double, loss: Double, examples: Int) {
    self.metric = metric
    self.loss = loss
    self.examples = examples
  }
}

/// The state of a trainer, in a form that only its kind of trainer reads.
public struct TrainerSnapshot: Equatable, Sendable {
  /// The state.
  public let bytes: [UInt8]

  /// Creates a snapshot.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}
