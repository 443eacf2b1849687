import GSLNumerics

/// A monotone function of the losses: a hidden layer of softplus units with non-negative weights.
struct MonotoneNetwork: Equatable, Sendable, Codable {
  /// The weights of each unit's inputs, `[units][losses]`.
  private(set) var inputWeights: [[Double]]

  /// The bias of each unit, `[units]`.
  private(set) var biases: [Double]

  /// The output weights of the units, `[units]`.
  private(set) var outputWeights: [Double]

  /// Creates a network that treats all losses alike, with derivatives of about one.
  ///
  /// The weights are means and evenly spaced quantiles of the uniform distribution on [0, 1], so that
  /// nothing is random and the order of the tasks does not matter.
  init(losses: Int, units: Int = 4) {
    inputWeights = (0..<units).map { unit in
      Array(repeating: (Double(unit) + 0.5) / Double(units), count: losses)
    }
    biases = Array(repeating: 0, count: units)
    outputWeights = Array(repeating: 0.5, count: units)
  }

  /// All parameters, unit after unit: its input weights, its bias and its output weight.
  var parameters: [Double] {
    get {
      outputWeights.indices.flatMap { inputWeights[$0] + [biases[$0], outputWeights[$0]] }
    }
    set {
      let losses = inputWeights[0].count
      for unit in outputWeights.indices {
        let start = unit * (losses + 2)
        inputWeights[unit] = newValue[start..<start + losses].map { max($0, 0) }
        biases[unit] = newValue[start + losses]
        outputWeights[unit] = max(newValue[start + losses + 1], 0)
      }
    }
  }

  /// Returns the function's value.
  func value(at losses: [Double]) -> Double {
    zip(outputWeights, inputs(at: losses)).reduce(0) { sum, unit in
      let (weight, input) = unit
      return sum + weight * (max(input, 0) + log1p(exp(-abs(input))))
    }
  }

  /// Returns its derivative by each loss, `[losses]`; none is negative.
  func slopes(at losses: [Double]) -> [Double] {
    let heights = zip(outputWeights, inputs(at: losses)).map { $0 * sigmoid($1) }
    return losses.indices.map { loss in
      zip(heights, inputWeights).reduce(0) { $0 + $1.0 * $1.1[loss] }
    }
  }

  /// Returns the derivatives by its parameters of Σ rₖ ∂/∂Lₖ, its derivative along a direction of the
  /// losses.
  ///
  /// - Parameter direction: The direction r, `[losses]`.
  func parameterSlopes(at losses: [Double], along direction: [Double]) -> [Double] {
    var result: [Double] = []
    for (unit, input) in inputs(at: losses).enumerated() {
      let (rise, along) = (sigmoid(input), dot(inputWeights[unit], direction))
      let height = outputWeights[unit] * rise
      let bend = height * (1 - rise) * along
      for (loss, part) in zip(losses, direction) { result.append(bend * loss + height * part) }
      result += [bend, rise * along]
    }
    return result
  }

  private func inputs(at losses: [Double]) -> [Double] {
    zip(inputWeights, biases).map { dot($0, losses) + $1 }
  }

  private func sigmoid(_ input: Double) -> Double {
    let power = exp(-abs(input))
    return (input > 0 ? 1 : power) / (1 + power)
  }
}
