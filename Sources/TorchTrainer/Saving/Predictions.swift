import Foundation
import Multitask

/// What a saved model predicts for some inputs of a task.
public struct Predictions: Equatable, Sendable {
  /// The task.
  public let task: SavedTask

  /// The class, or the number in the task's units, of each input.
  public let values: [Double]

  /// The probability of each class for each input, `[inputs, classes]`; no classes for a number.
  public let probabilities: [[Double]]

  /// - Parameter outputs: The outputs of the head, `[inputs × outputs]`.
  init(_ task: SavedTask, outputs: [Double]) {
    self.task = task
    values = task.head.predictions(of: outputs)
    guard let classes = task.labels?.count else {
      probabilities = Array(repeating: [], count: values.count)
      return
    }
    probabilities = values.indices.map { softmax(outputs[$0 * classes..<($0 + 1) * classes]) }
  }

  /// Returns the predicted label of an input; nil for a number.
  public func label(of input: Int) -> String? {
    task.labels.map { $0[Int(values[input])] }
  }

  /// Returns the score by the task's metric; nil where no input has an answer.
  ///
  /// - Parameter answers: The class or the number of each input; those without one do not count.
  /// - Precondition: There is one for each input.
  public func score(against answers: [Double?]) -> Double? {
    precondition(answers.count == values.count, "an answer or nil for each input is expected")
    let answered = answers.indices.filter { answers[$0] != nil }
    guard !answered.isEmpty else { return nil }
    return task.metric.score(
      predicted: answered.map { values[$0] }, actual: answered.compactMap { answers[$0] })
  }
}

private func softmax(_ logits: ArraySlice<Double>) -> [Double] {
  let most = logits.max() ?? 0
  let powers = logits.map { exp($0 - most) }
  let sum = powers.reduce(0, +)
  return powers.map { $0 / sum }
}
