import Tensors

/// What draws the tasks' own parameters together after each step of the optimiser.
///
/// The optimiser follows the loss alone; the penalty is taken as its proximal step with the same learning
/// rate. Like AdamW's weight decay it then is not divided by the size of the gradients, it cannot overshoot
/// however strong it is, and rows become exactly zero. Tasks that have had no batch take no part: a task
/// that is trained alone is trained as if there were no others. Ours.
struct SharingPenalty {
  let sharing: ParameterSharing
  let strength: Double

  /// Moves the tasks' own parameters.
  ///
  /// - Parameters:
  ///   - model: Has the parameters.
  ///   - tasks: Those that have been trained.
  ///   - learningRate: The size of the step.
  func apply(to model: MultitaskModel, tasks: [Int], learningRate: Double) throws {
    let pull = learningRate * strength
    guard pull > 0 else { return }
    switch sharing {
    case .hard: return
    case .soft:
      // The squared distances of all pairs are as many times those to the mean as there are tasks.
      try model.buffer.contract(
        tasks.map { model.copies[$0] }, keeping: 1 / (1 + 2 * pull * Double(tasks.count)))
    case .blockSparse: try shrinkRows(of: model, tasks, .l2, by: pull)
    case .blockSparseMaximum: try shrinkRows(of: model, tasks, .linf, by: pull)
    }
  }

  private func shrinkRows(
    of model: MultitaskModel, _ tasks: [Int], _ norm: BlockNorm, by threshold: Double
  ) throws {
    let places = tasks.map { model.hiddenWeights[$0] }
    var weights = try places.map { try model.buffer.numbers(in: $0) }
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
    for (place, numbers) in zip(places, weights) {
      try model.buffer.setNumbers(numbers, at: place.lowerBound)
    }
  }
}
