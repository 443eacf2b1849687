import GSLNumerics

/// One hidden layer of hyperbolic tangents, and linear heads that share it.
struct HiddenLayerNetwork: Equatable, Sendable {
  /// The activations of the layer; each matrix has a last column of ones.
  struct Activations {
    /// The examples, `[examples, inputs + 1]`.
    let examples: Matrix

    /// Their features, `[examples, features + 1]`.
    let features: Matrix
  }

  /// The number of inputs.
  let inputs: Int

  /// The number of hidden features.
  let features: Int

  /// The number of outputs of each head.
  let heads: [Int]

  /// The weights of the layer, `[inputs + 1, features]`, and of each head, `[features + 1, outputs]`, each with
  /// its biases at the end, one after the other.
  var parameters: [Double]

  /// Creates a network; a uniform number for each weight, by Glorot and Bengio's (2010) rule.
  init(inputs: Int, features: Int, heads: [Int], using stream: RandomStream) {
    self.inputs = inputs
    self.features = features
    self.heads = heads
    func layer(_ from: Int, _ to: Int) -> [Double] {
      let bound = (6 / Double(from + to)).squareRoot()
      return (0..<from * to).map { _ in bound * (2 * stream.uniform() - 1) }
        + Array(repeating: 0, count: to)
    }
    parameters = layer(inputs, features) + heads.flatMap { layer(features, $0) }
  }

  /// Replaces the parameters by the same number of others.
  mutating func replaceParameters(_ others: [Double]) {
    precondition(
      others.count == parameters.count,
      "\(parameters.count) parameters are expected, got \(others.count)")
    parameters = others
  }

  /// Returns the activations of examples, `[examples, inputs]`.
  func activations(of examples: Matrix) -> Activations {
    let examples = withBias(examples)
    var hidden = examples.times(
      Matrix(rows: inputs + 1, columns: features, elements: Array(parameters[..<headStart(0)])))
    for index in hidden.elements.indices { hidden.elements[index] = tanh(hidden.elements[index]) }
    return Activations(examples: examples, features: withBias(hidden))
  }

  /// Returns the outputs of a head, `[examples, outputs]`.
  func outputs(of head: Int, at activations: Activations) -> Matrix {
    activations.features.times(
      Matrix(rows: features + 1, columns: heads[head], elements: Array(parameters[range(head)])))
  }

  /// Adds the gradient with respect to the parameters, by the chain rule from that with respect to a head's outputs.
  ///
  /// - Parameters:
  ///   - head: The head.
  ///   - outputs: The gradient with respect to its outputs, `[examples, outputs]`.
  ///   - activations: The examples' activations.
  ///   - gradient: The gradient with respect to the parameters, `[parameters]`.
  func addSlopes(
    of head: Int, by outputs: Matrix, at activations: Activations, to gradient: inout [Double]
  ) {
    let range = range(head)
    add(
      transposed(activations.features).times(outputs).elements, to: &gradient, at: range.lowerBound)
    let weights = Matrix(
      rows: features, columns: heads[head],
      elements: Array(parameters[range].prefix(features * heads[head])))
    var inner = outputs.times(transposed(weights))
    for row in 0..<inner.rows {
      for feature in 0..<features {
        let activation = activations.features[row, feature]
        inner[row, feature] *= 1 - activation * activation
      }
    }
    add(transposed(activations.examples).times(inner).elements, to: &gradient, at: 0)
  }

  private func headStart(_ head: Int) -> Int {
    (inputs + 1) * features + heads[..<head].reduce(0) { $0 + (features + 1) * $1 }
  }

  private func range(_ head: Int) -> Range<Int> { headStart(head)..<headStart(head + 1) }

  private func add(_ slopes: [Double], to gradient: inout [Double], at start: Int) {
    for (index, slope) in slopes.enumerated() { gradient[start + index] += slope }
  }
}

/// Returns a matrix with an additional last column of ones.
private func withBias(_ matrix: Matrix) -> Matrix {
  var elements: [Double] = []
  elements.reserveCapacity(matrix.rows * (matrix.columns + 1))
  for row in 0..<matrix.rows {
    elements += matrix.elements[row * matrix.columns..<(row + 1) * matrix.columns]
    elements.append(1)
  }
  return Matrix(rows: matrix.rows, columns: matrix.columns + 1, elements: elements)
}

private func transposed(_ matrix: Matrix) -> Matrix {
  var elements: [Double] = []
  elements.reserveCapacity(matrix.elements.count)
  for column in 0..<matrix.columns {
    for row in 0..<matrix.rows { elements.append(matrix.elements[row * matrix.columns + column]) }
  }
  return Matrix(rows: matrix.columns, columns: matrix.rows, elements: elements)
}
