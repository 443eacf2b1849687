import GSLNumerics
import TaskWeighting

/// Steps as noisy training shows them, and the answers of a model to hyper-steps.
struct RandomSteps {
  /// What each step shows, `[steps]`.
  var steps: [TaskGradients] = []

  /// The losses after each, `[steps][tasks]`.
  var after: [[Double]] = []

  /// What the model answers, `[steps][tasks]`.
  var responses: [[Double]] = []

  init(tasks: Int, count: Int, seed: UInt64, parameters: Int = 6) {
    let stream = RandomStreams(seed: seed).stream("steps")
    for step in 0..<count {
      var gradients = Matrix(rows: tasks, columns: parameters)
      gradients.elements = gradients.elements.map { _ in stream.normal() }
      let losses = (0..<tasks).map { task in
        Double(task + 1) * (stream.uniform() + 10 / Double(step + 10))
      }
      steps.append(TaskGradients(losses: losses, gradients: gradients))
      after.append(losses.map { $0 * (0.5 + 0.5 * stream.uniform()) })
      responses.append(losses.map { _ in stream.normal() })
    }
  }

  /// Returns the steps with the tasks in another order, `order[new] = old`.
  func ordered(_ order: [Int]) -> RandomSteps {
    changed { values in
      order.map { values[$0] }
    } gram: { gram in
      Matrix(order.map { row in order.map { gram[row, $0] } })
    }
  }

  /// Returns the steps with all gradients and losses times a factor.
  func scaled(_ factor: Double) -> RandomSteps {
    var scaled = changed {
      $0.map { $0 * factor }
    } gram: { gram in
      var gram = gram
      gram.elements = gram.elements.map { $0 * factor * factor }
      return gram
    }
    scaled.responses = responses
    return scaled
  }

  private func changed(
    _ vector: ([Double]) -> [Double], gram: (Matrix) -> Matrix
  ) -> RandomSteps {
    var changed = self
    changed.steps = steps.map { TaskGradients(losses: vector($0.losses), gram: gram($0.gram)) }
    changed.after = after.map(vector)
    changed.responses = responses.map(vector)
    return changed
  }

  /// Returns the weights of each step, `[steps][tasks]`, hyper-steps included.
  func weights(_ weighting: inout any GradientWeighting) throws -> [[Double]] {
    try steps.indices.map { index in
      let stream = RandomStreams(seed: 5).stream("weighting", index)
      if let hyper = weighting as? any HyperWeighting, hyper.isHyperStep(index) {
        weighting = try improved(hyper, index)
      }
      let weights = try weighting.weights(for: steps[index], using: stream)
      if weighting.readsLossesAfter { weighting.observe(lossesAfter: after[index]) }
      return weights
    }
  }

  private func improved<Weighting: HyperWeighting>(
    _ weighting: Weighting, _ index: Int
  ) throws -> Weighting {
    var weighting = weighting
    try weighting.hyperStep(at: steps[index], by: FixedResponses(values: responses[index]))
    return weighting
  }
}

/// A model whose answer to a hyper-step is known.
struct FixedResponses: HyperGradient {
  let values: [Double]

  func responses(weights: [Double], terms: Int) -> [Double] { values }
}

/// A stream for methods that draw nothing.
var unread: RandomStream { RandomStreams(seed: 0).stream("unread") }
