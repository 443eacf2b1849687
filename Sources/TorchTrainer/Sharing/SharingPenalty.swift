import Tensors

/// The sharing penalty, applied as a proximal step after each step of the optimiser.
///
/// The optimiser minimises the loss alone; the proximal step has the same learning rate. Like AdamW's weight
/// decay, the penalty is not normalised by the gradients; it cannot overshoot, and rows become exactly zero.
/// Tasks without a batch so far are left out, so that a task trained alone is independent of the others.
/// Ours.
struct SharingPenalty {
  let sharing: ParameterSharing
  let strength: Double

  /// Applies the proximal step to the tasks' own parameters.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - tasks: The tasks with a batch so far.
  ///   - learningRate: The step size.
  func apply(to model: MultitaskModel, tasks: [Int], learningRate: Double) throws {
    let pull = learningRate * strength
    guard pull > 0 else { return }
    switch sharing {
    case .hard: return
    case .soft:
      // The sum over pairs of squared distances is the number of tasks times that to the mean.
      try model.buffer.contract(
        tasks.map { model.copies[$0] }, keeping: 1 / (1 + 2 * pull * Double(tasks.count)))
    case .blockSparse: try shrinkRows(of: model, tasks, .l2, by: pull)
    case .blockSparseMaximum: try shrinkRows(of: model, tasks, .linf, by: pull)
    }
  }

  private func shrinkRows(
    of model: MultitaskModel, _ tasks: [Int], _ norm: BlockNorm, by threshold: Double
  ) throws {
    let ranges = tasks.map { model.hiddenWeights[$0] }
    var weights = try ranges.map { try model.buffer.numbers(in: $0) }
    let width = model.hidden
    for start in stride(from: 0, to: weights.first?.count ?? 0, by: width) {
      var row = weights.flatMap { $0[start..<start + width].map(Double.init) }
      norm.shrink(&row, by: threshold)
      for task in weights.indices {
        for element in 0..<width {
          weights[task][start + element] = Float(row[task * width + element])
        }
      }
    }
    for (range, numbers) in zip(ranges, weights) {
      try model.buffer.setNumbers(numbers, at: range.lowerBound)
    }
  }
}
