import Multitask
import TaskData

/// The output of a task's head.
enum TaskHead: Equatable, Sendable {
  /// The logits of a number of classes.
  case classes(Int)
  /// A number, standardised by the mean and the standard deviation of the training split.
  case number(mean: Double, deviation: Double)

  init(_ target: TaskTarget, training: [Double]) {
    switch target {
    case .classes(let labels): self = .classes(labels.count)
    case .number:
      let n = Double(max(training.count, 1))
      let mean = training.reduce(0, +) / n
      let variance = training.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      self = .number(mean: mean, deviation: variance > 0 ? variance.squareRoot() : 1)
    }
  }

  /// The number of outputs.
  var outputs: Int {
    switch self {
    case .classes(let count): count
    case .number: 1
    }
  }
}
