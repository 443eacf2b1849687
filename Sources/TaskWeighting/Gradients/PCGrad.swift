public import GSLNumerics

/// Each gradient without the components that conflict with another's: gradient surgery.
///
/// Follows Yu, Kumar, Gupta, Levine, Hausman and Finn (2020), algorithm 1
/// <https://arxiv.org/abs/2001.06782>. A projected gradient is a combination of the tasks' gradients,
/// so only coefficients are computed: ours. Treats the primary like any other, and does not depend on a
/// common scale of the gradients.
public struct PCGrad: GradientWeighting, Equatable {
  /// The number of tasks, the primary among them.
  public let tasks: Int

  /// Creates the rule for a number of tasks.
  public init(tasks: Int) {
    checkTasks(tasks)
    self.tasks = tasks
  }

  /// No: as in public code, they follow the sum of the losses.
  public var weightsOwnParameters: Bool { false }

  /// Returns the coefficient of each gradient in the sum of the projected ones.
  ///
  /// Draws the order of the other tasks for each task: one whole number for each pair.
  public func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    let gram = step.normalisedGram
    var sums = [Double](repeating: 0, count: tasks)
    for task in 0..<tasks {
      var coefficients = [Double](repeating: 0, count: tasks)
      coefficients[task] = 1
      for other in stream.permutation(tasks) where other != task && gram[other, other] > 0 {
        let product = dot(gram.row(other), coefficients)
        if product < 0 { coefficients[other] -= product / gram[other, other] }
      }
      for index in sums.indices { sums[index] += coefficients[index] }
    }
    return sums
  }
}
