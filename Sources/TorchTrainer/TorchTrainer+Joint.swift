import GSLNumerics
import Multitask
import TaskWeighting
import Tensors

/// The batches and gradients of a joint step.
struct JointStep {
  let batches: [TaskBatch]

  /// The gradients of the shared parameters, `[tasks, parameters]`.
  var shared: SinglePrecisionMatrix

  /// The gradients of each task's own parameters.
  var heads: [[Float]] = []
}

/// Joint steps; the tasks' graphs are built and released in sequence, and only the gradients are kept.
extension TorchTrainer: JointTrainer {
  /// Computes the gradients of the next batch of each task.
  ///
  /// - Throws: `SharingError.nothingShared` with `soft` sharing, and what the protocol's method throws.
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

  func step(weights: StepWeights) throws {
    let joint = current(weights.shared)
    try model.buffer.setGradients(
      joint.shared.transposedTimes(weights.shared.map { Float($0) }), at: model.shared.lowerBound)
    var tasks: [Int] = []
    for (row, batch) in joint.batches.enumerated() where weights.own[row] != 0 {
      let head = joint.heads[row].map { $0 * Float(weights.own[row]) }
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

  /// Returns the hyper-gradient's responses, with Hessian-vector products by differences of gradients.
  ///
  /// Takes the primary's next batch.
  func responses(weights: [Double], terms: Int) throws -> [Double] {
    let joint = current(weights)
    guard let primary = joint.batches.first?.task else { return [] }
    let slope = try sharedGradient(of: [nextBatch(of: primary)], weights: [1])
    let solution = try neumannSeries(
      from: slope.map(Double.init), terms: terms, scale: settings.learningRate
    ) { try curvature(along: $0, weights: weights) }
    return joint.shared.times(solution.map { Float($0) }).map(Double.init)
  }

  /// Returns the product of the weighted losses' Hessian with a direction, by the difference of the gradient
  /// over a step of length 0.01 along it.
  ///
  /// The difference is taken across kinks of rectified units and maxima within the step.
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

  /// Returns the gradient of a weighted sum of losses by the shared parameters.
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

  /// Returns rows to overwrite: the last step's if they fit, since allocating costs as much as a copy.
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
