import Multitask
import TaskData

/// A task with its sentences as numbers, and how its predictions are measured.
struct TokenisedTask: Sendable {
  /// What the head of a task gives.
  enum Head: Equatable, Sendable {
    /// The logits of this many classes.
    case classes(Int)
    /// A number, standardised by the mean and the standard deviation of the training split.
    case number(mean: Double, deviation: Double)

    /// The number of outputs.
    var outputs: Int {
      switch self {
      case .classes(let count): count
      case .number: 1
      }
    }
  }

  let name: String
  let metric: Metric
  let head: Head
  let training: TokenisedSplit
  let validation: TokenisedSplit
  let test: TokenisedSplit

  init(_ task: SplitTask, limit: Int, vocabulary: inout Vocabulary) {
    let isPair = task.task.isPair
    name = task.task.name
    metric = task.task.metric
    training = TokenisedSplit(
      task.training, isPair: isPair, limit: limit, vocabulary: &vocabulary)
    validation = TokenisedSplit(
      task.validation, isPair: isPair, limit: limit, vocabulary: &vocabulary)
    test = TokenisedSplit(task.task.test, isPair: isPair, limit: limit, vocabulary: &vocabulary)
    switch task.task.target {
    case .classes(let labels): head = .classes(labels.count)
    case .number:
      let n = Double(max(training.count, 1))
      let mean = training.targets.reduce(0, +) / n
      let variance = training.targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      head = .number(mean: mean, deviation: variance > 0 ? variance.squareRoot() : 1)
    }
  }

  /// The examples of a split.
  func examples(_ split: Split) -> TokenisedSplit {
    switch split {
    case .training: training
    case .validation: validation
    case .test: test
    }
  }
}
