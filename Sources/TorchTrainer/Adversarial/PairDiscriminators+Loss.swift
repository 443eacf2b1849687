import GSLNumerics
public import TaskWeighting
public import Tensors

extension PairDiscriminators {
  /// Returns the loss of a step of AMTNN: the mean over the tasks of their weighted risks, and the
  /// discriminators' losses.
  ///
  /// One descent trains heads, extractor and discriminators: the gradient of a discriminator's loss is
  /// reversed at the features and multiplied by (αₜₖ + αₖₜ) / T. That the relations weight the features' part
  /// alone is ours: discriminators of unrelated tasks go on learning, so that their distances stay valid.
  ///
  /// - Parameters:
  ///   - features: The extractor's features of each task's batch, `[tasks][examples, features]`.
  ///   - relations: The share α of each task's batch in the loss of each task, `[head][task]`.
  ///   - risk: Returns the mean loss of a task's head on a task's batch, both by index; nil for other labels,
  ///     whose share then has no effect.
  /// - Returns: The loss, and its risks and distances.
  /// - Throws: What the engine and `risk` throw.
  public func loss(
    of features: [Tensor], relations: [[Double]],
    risk: (_ head: Int, _ task: Int) throws -> Tensor?
  ) throws -> (loss: Tensor, shown: AdversarialRelations.Measurement) {
    precondition(
      features.count == tasks && relations.count == tasks,
      "\(tasks) tasks are expected, got \(features.count) and \(relations.count)")
    var shown = AdversarialRelations.Measurement(tasks: tasks, distance: distance)
    var relations = relations
    var total = try Tensor([0], shape: []).moved(to: features[0].device)
    let unit = 1 / Double(tasks)
    for head in 0..<tasks {
      for task in 0..<tasks {
        guard let risk = try risk(head, task) else {
          relations[head][task] = 0
          continue
        }
        shown.risks[head][task] = Double(try risk.item())
        let share = relations[head][task]
        if share > 0 { total = try total + risk * (unit * share) }
      }
    }
    for first in 0..<tasks {
      for second in first + 1..<tasks {
        let factor = strength * unit * (relations[first][second] + relations[second][first])
        let contest = try contest(first, second, features, reversal: factor)
        total = try total + contest.loss
        shown.distances[first][second] = contest.distance
        shown.distances[second][first] = contest.distance
      }
    }
    return (total, shown)
  }

  /// Returns the loss of a pair's discriminator, with the features' gradients reversed, and its distance.
  private func contest(
    _ first: Int, _ second: Int, _ features: [Tensor], reversal factor: Double
  ) throws(TensorError) -> (loss: Tensor, distance: Double) {
    let pair = index(of: first, second)
    let network = networks[pair]
    // Without a reversal the features' graph is not needed.
    func seen(_ features: Tensor) throws(TensorError) -> Tensor {
      try factor > 0 ? features.reversed(by: factor) : features.detached()
    }
    let one = try network.outputs(of: seen(features[first]))
    let other = try network.outputs(of: seen(features[second]))
    switch distance {
    case .hDivergence:
      let counts = [one, other].map { $0.shape[0] }
      let loss =
        try
        (one.crossEntropy(Array(repeating: 0, count: counts[0]))
        + other.crossEntropy(Array(repeating: 1, count: counts[1]))) * 0.5
      let right = try (right(one, class: 0) + right(other, class: 1)) / 2
      return (loss, right)
    case .wasserstein:
      let difference = try one.mean() - other.mean()
      let norms = try network.slopeNorms(
        at: between(features[first], features[second], pair: pair))
      let penalty = try norms.squaredError(
        Tensor(Array(repeating: 1, count: norms.count), shape: norms.shape)
          .moved(to: norms.device))
      return (try difference + penalty, -Double(try difference.item()))
    }
  }

  /// Returns the share of rows whose larger score is that of a class.
  private func right(_ scores: Tensor, class side: Int) throws(TensorError) -> Double {
    let numbers = try scores.numbers()
    let rows = numbers.count / 2
    let right = (0..<rows).count { numbers[2 * $0 + side] > numbers[2 * $0 + 1 - side] }
    return Double(right) / Double(rows)
  }

  /// Returns random convex combinations of the rows of two batches, as many as the smaller batch has.
  private func between(
    _ left: Tensor, _ right: Tensor, pair: Int
  ) throws(TensorError) -> Tensor {
    let rows = min(left.shape[0], right.shape[0])
    let stream = streams.stream("interpolates", pair, moments.steps)
    let shares = try Tensor(
      (0..<rows).map { _ in Float(stream.uniform()) }, shape: [rows, 1]
    ).moved(to: left.device)
    let start = try right.detached().narrowed(to: 0..<rows, along: 0)
    let end = try left.detached().narrowed(to: 0..<rows, along: 0)
    return try start + (end - start) * shares
  }
}
