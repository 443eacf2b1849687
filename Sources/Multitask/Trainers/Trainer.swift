/// One model being trained on several tasks: the shared trainer that both stages drive.
///
/// A trainer is deterministic: the same seed and the same calls give the same numbers. Evaluating
/// changes nothing. It is used by one caller at a time.
public protocol Trainer: AnyObject {
  /// Trains on the next batches of a task; a batch that does not exist yet begins a new pass.
  ///
  /// - Throws: `TrainerError.lossNotFinite` when the model has diverged, and what the engine throws.
  func train(task: TaskIndex, batches: Int) throws -> TrainingSignal

  /// Measures the model on a split of a task.
  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation

  /// Returns everything that training depends on: parameters, moments, places in the data, streams.
  func snapshot() throws -> TrainerSnapshot

  /// Goes back to a snapshot that a trainer of the same factory made.
  ///
  /// - Throws: `TrainerError.foreignSnapshot` or `damagedSnapshot` when it does not fit.
  func restore(_ snapshot: TrainerSnapshot) throws
}

/// Makes trainers that differ in nothing but their seed.
public protocol TrainerFactory: Sendable {
  /// The tasks, in the order of their indices; exactly one is the primary.
  var tasks: [TaskSummary] { get }

  /// Makes a fresh model.
  ///
  /// - Parameter seed: Decides the initial parameters and the order of the batches.
  func makeTrainer(seed: UInt64) throws -> any Trainer
}

extension TrainerFactory {
  /// The index of the task that matters.
  public var primary: TaskIndex {
    guard let place = tasks.firstIndex(where: \.isPrimary) else {
      preconditionFailure("a trainer factory has a primary task")
    }
    return TaskIndex(place)
  }
}

/// What training on some batches showed.
public struct TrainingSignal: Equatable, Sendable {
  /// The mean loss of each batch, before the step that it caused, `[batches]`; smaller is better.
  ///
  /// A trainer that knows less gives less: the losses before and after all batches, or none.
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

/// What goes wrong while a model is trained.
public enum TrainerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The loss of a batch is infinite or not a number.
  case lossNotFinite(task: String, loss: Double)

  /// A snapshot was made by another kind of trainer or for other tasks.
  case foreignSnapshot(expectedBytes: Int, bytes: Int)

  /// A snapshot was cut short or changed, or another command made it.
  case damagedSnapshot(bytes: Int)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .lossNotFinite(let task, let loss):
      "the training loss of task '\(task)' became \(loss), a finite number was expected: "
        + "try a smaller trainer.learning_rate"
    case .foreignSnapshot(let expected, let bytes):
      "a snapshot of \(bytes) bytes does not fit this trainer, which expects \(expected)"
    case .damagedSnapshot(let bytes):
      "a snapshot of \(bytes) bytes was cut short or changed, or is another command's"
    }
  }
}
