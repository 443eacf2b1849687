/// An error of training or evaluation.
public enum TrainerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The loss of a batch is infinite or not a number.
  case lossNotFinite(task: String, loss: Double)

  /// The metric or the loss of an evaluation is infinite or not a number.
  case evaluationNotFinite(task: TaskIndex, metric: Double, loss: Double)

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
    case .evaluationNotFinite(let task, let metric, let loss):
      "the evaluation of task \(task.rawValue) gave the metric \(metric) and the loss \(loss), finite "
        + "numbers were expected: the model may have diverged"
    case .foreignSnapshot(let expected, let bytes):
      "a snapshot of \(bytes) bytes does not fit this trainer, which expects \(expected)"
    case .damagedSnapshot(let bytes):
      "a snapshot of \(bytes) bytes was cut short or changed, or is another command's"
    }
  }
}
