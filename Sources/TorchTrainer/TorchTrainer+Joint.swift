import GSLNumerics
import Multitask
import TaskWeighting
import Tensors

/// Batches of several tasks, and the gradients there.
struct JointStep {
  let batches: [TaskBatch]

  /// The gradients of the shared parameters, a row for each task.
  var shared: SinglePrecisionMatrix

  /// The gradients of each task's own parameters.
  var heads: [[Float]] = []
}

/// One task after the other: a graph is gone before the next is made, and only its gradient stays.
extension TorchTrainer: JointTrainer {
  /// Throws `SharingError.nothingShared` too, with `soft` sharing: there is nothing that the gradients of
  /// two tasks are both by.
  func gradients(of tasks: [TaskIndex]) throws -> TaskGradients {
    guard !model.shared.isEmpty else { throw SharingError.nothingShared(sharing: settings.sharing) }
    var joint = JointStep(
      batches: tasks.map { nextBatch(of: $0.rawValue) }, shared: takeRows(tasks.count))
    var losses: [Double] = []
    for (row, batch) in joint.batches.enumerated() {
      let loss = try loss(of: batch)
      losses.append(try finite(Double(loss.item()), batch.task))
      try loss.backward()
      try model.buffer.copyGradients(
        in: model.shared, to: &joint.shared.elements, at: row * model.shared.count)
      joint.heads.append(try model.buffer.gradientNumbers(in: model.heads[batch.task]))
      try model.buffer.clearGradients()
    }
    let gram = joint.shared.gram()
    for (row, batch) in joint.batches.enumerated() {
      _ = try finite(gram.row(row).reduce(0, +), batch.task)
    }
    self.joint = joint
    return TaskGradients(losses: losses, gram: gram)
  }

  func step(weights: [Double]) throws {
    let joint = current(weights)
    try model.buffer.setGradients(
      joint.shared.transposedTimes(weights.map { Float($0) }), at: model.shared.lowerBound)
    var tasks: [Int] = []
    for (row, batch) in joint.batches.enumerated() where weights[row] != 0 {
      let head = joint.heads[row].map { $0 * Float(weights[row]) }
      try model.buffer.setGradients(head, at: model.heads[batch.task].lowerBound)
      tasks.append(batch.task)
    }
    try update(heads: tasks, momentsOf: tasks.first ?? 0)
  }

  func losses() throws -> [Double] {
    guard let joint else { return [] }
    return try TensorEngine.withoutDerivatives {
      try joint.batches.map { try finite(Double(loss(of: $0).item()), $0.task) }
    }
  }

  /// The products of H are differences of gradients; the primary's next batch is taken.
  func responses(weights: [Double], terms: Int) throws -> [Double] {
    let joint = current(weights)
    guard let primary = joint.batches.first?.task else { return [] }
    let slope = try sharedGradient(of: [nextBatch(of: primary)], weights: [1])
    let solution = try neumannSeries(
      from: slope.map(Double.init), terms: terms, scale: settings.learningRate
    ) { try curvature(along: $0, weights: weights) }
    return joint.shared.times(solution.map { Float($0) }).map(Double.init)
  }

  /// Returns the product of the second derivative of the weighted losses with a direction, by the
  /// difference of the gradient over a step of length 0.01 along it.
  ///
  /// Where a rectified unit or a maximum changes over within that step, the difference is of both sides.
  func curvature(along direction: [Double], weights: [Double]) throws -> [Double] {
    let joint = current(weights)
    let norm = dot(direction, direction).squareRoot()
    guard norm > 0 else { return direction }
    let length = 0.01 / norm
    let here = try model.buffer.numbers(in: model.shared)
    try model.buffer.setNumbers(
      zip(here, direction).map { $0 + Float(length * $1) }, at: model.shared.lowerBound)
    let there = Result { try sharedGradient(of: joint.batches, weights: weights) }
    try model.buffer.setNumbers(here, at: model.shared.lowerBound)
    let base = joint.shared.transposedTimes(weights.map { Float($0) })
    return try zip(there.get(), base).map { Double($0 - $1) / length }
  }

  /// The gradient of a weighted sum of losses by the shared parameters.
  func sharedGradient(of batches: [TaskBatch], weights: [Double]) throws -> [Float] {
    let gradient = Result {
      for (batch, weight) in zip(batches, weights) where weight != 0 {
        try (loss(of: batch) * weight).backward()
      }
      return try model.buffer.gradientNumbers(in: model.shared)
    }
    try model.buffer.clearGradients()
    return try gradient.get()
  }

  /// Rows to write over: those of the last step where they fit, since new ones cost as much as a copy.
  private func takeRows(_ count: Int) -> SinglePrecisionMatrix {
    defer { joint = nil }
    if let rows = joint?.shared, rows.rows == count { return rows }
    return SinglePrecisionMatrix(rows: count, columns: model.shared.count)
  }

  private func current(_ weights: [Double]) -> JointStep {
    guard let joint, joint.batches.count == weights.count else {
      preconditionFailure(
        "weights of the \(joint?.batches.count ?? 0) tasks of the step are expected, got \(weights)"
      )
    }
    return joint
  }
}
