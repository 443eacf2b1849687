public import GSLNumerics
import TaskWeighting

/// A classifier whose hidden layer also fills in what is masked of inputs without labels.
///
/// **An interpretation** of composite learning (Kanakis et al. 2022 <https://arxiv.org/abs/2210.07239>), of
/// which only the abstract was at hand: a target's loss and a self-supervised one through the same encoder. The
/// network, filling in masked numbers, and the weight λ of its loss are ours: the mean cross-entropy of the
/// labelled examples plus λ times the mean squared error of the numbers that were masked.
public struct CompositeNetwork: Equatable, Sendable {
  /// Inputs some of whose numbers were replaced by zero.
  public struct MaskedInputs: Equatable, Sendable {
    /// The inputs as they are, `[examples, inputs]`.
    public let whole: Matrix

    /// Whether each number was masked, `[examples * inputs]`, row after row.
    public let isMasked: [Bool]

    /// Masks each number with the same probability; a uniform number for each.
    public init(_ whole: Matrix, share: Double, using stream: RandomStream) {
      precondition((0...1).contains(share), "a share in 0...1 is expected, got \(share)")
      self.whole = whole
      isMasked = whole.elements.indices.map { _ in stream.bernoulli(share) }
    }

    /// What the encoder sees.
    var masked: Matrix {
      Matrix(
        rows: whole.rows, columns: whole.columns,
        elements: zip(whole.elements, isMasked).map { $1 ? 0 : $0 })
    }
  }

  /// The number of inputs.
  public let inputs: Int

  /// The number of hidden features.
  public let features: Int

  /// The weight λ of the self-supervised loss.
  public let auxiliaryWeight: Double

  /// The weights of the encoder, `[inputs + 1, features]`, of the target's head, `[features + 1]`, and of the
  /// one that fills in, `[features + 1, inputs]`, each with its biases at the end, one after the other.
  public private(set) var parameters: [Double]

  private var descent: AdamDescent

  /// Creates a network; a uniform number for each weight.
  ///
  /// - Parameters:
  ///   - inputs: The number of inputs, positive.
  ///   - features: The number of hidden features, positive.
  ///   - auxiliaryWeight: λ, at least zero; with zero the classifier is trained alone.
  ///   - learningRate: That of Adam.
  ///   - stream: Gives the first weights, by Glorot and Bengio's (2010) rule.
  public init(
    inputs: Int, features: Int, auxiliaryWeight: Double, learningRate: Double = 0.01,
    using stream: RandomStream
  ) {
    precondition(
      inputs > 0 && features > 0 && auxiliaryWeight >= 0 && auxiliaryWeight.isFinite
        && learningRate > 0,
      "an input, a feature, a weight of at least 0 and a positive learning rate are expected")
    self.inputs = inputs
    self.features = features
    self.auxiliaryWeight = auxiliaryWeight
    func layer(_ from: Int, _ to: Int) -> [Double] {
      let bound = (6 / Double(from + to)).squareRoot()
      return (0..<from * to).map { _ in bound * (2 * stream.uniform() - 1) }
        + Array(repeating: 0, count: to)
    }
    parameters = layer(inputs, features) + layer(features, 1) + layer(features, inputs)
    descent = AdamDescent(count: parameters.count, learningRate: learningRate)
  }

  /// The log-odds of each example's class being the second, `[examples]`.
  public func logOdds(of examples: Matrix) -> [Double] {
    withBias(hidden(examples)).times(targetHead)
  }

  /// Takes a step of Adam.
  ///
  /// - Parameters:
  ///   - examples: The labelled examples, `[examples, inputs]`.
  ///   - labels: One or zero for each, `[examples]`.
  ///   - unlabelled: Inputs to fill in; not looked at where λ is zero.
  public mutating func learn(_ examples: Matrix, labels: [Double], unlabelled: MaskedInputs) {
    let gradient = objective(examples, labels: labels, unlabelled: unlabelled).gradient
    descent.step(&parameters, down: gradient)
  }

  /// Returns the loss and its slopes, `[parameters]`.
  ///
  /// - Parameters:
  ///   - examples: The labelled examples, `[examples, inputs]`, at least one.
  ///   - labels: One or zero for each, `[examples]`.
  ///   - unlabelled: Inputs to fill in; not looked at where λ is zero.
  public func objective(
    _ examples: Matrix, labels: [Double], unlabelled: MaskedInputs
  ) -> (value: Double, gradient: [Double]) {
    precondition(
      !labels.isEmpty && examples.rows == labels.count && examples.columns == inputs,
      "\(labels.count) examples of \(inputs) numbers are expected")
    let target = classification(examples, labels)
    guard auxiliaryWeight > 0 else {
      return (target.value, target.encoder + target.head + fillingHead.elements.map { _ in 0 })
    }
    let filling = filling(unlabelled)
    return (
      target.value + filling.value,
      zip(target.encoder, filling.encoder).map { $0 + $1 } + target.head + filling.head
    )
  }

  /// The cross-entropy and its slopes.
  private func classification(
    _ examples: Matrix, _ labels: [Double]
  ) -> (value: Double, encoder: [Double], head: [Double]) {
    let hidden = hidden(examples)
    let extended = withBias(hidden)
    let unit = 1 / Double(labels.count)
    var value = 0.0
    let errors = zip(extended.times(targetHead), labels).map { odds, label in
      value += unit * (max(odds, 0) - odds * label + log1p(exp(-abs(odds))))
      return unit * (1 / (1 + exp(-odds)) - label)
    }
    let column = Matrix(rows: labels.count, columns: 1, elements: errors)
    let back = column.times(
      Matrix(rows: 1, columns: features, elements: Array(targetHead[..<features])))
    return (value, encoderSlopes(back, hidden, examples), extended.transposedTimes(errors))
  }

  /// λ times the mean squared error of what was masked, and its slopes.
  private func filling(
    _ inputs: MaskedInputs
  ) -> (value: Double, encoder: [Double], head: [Double]) {
    let masked = inputs.masked
    let hidden = hidden(masked)
    let extended = withBias(hidden)
    let count = inputs.isMasked.count { $0 }
    let unit = auxiliaryWeight / Double(max(count, 1))
    var value = 0.0
    var errors = extended.times(fillingHead)
    for index in errors.elements.indices {
      let error = inputs.isMasked[index] ? errors.elements[index] - inputs.whole.elements[index] : 0
      value += unit * error * error
      errors.elements[index] = 2 * unit * error
    }
    let weights = Matrix(
      rows: features, columns: self.inputs,
      elements: Array(fillingHead.elements[..<(features * self.inputs)]))
    return (
      value, encoderSlopes(errors.times(transposed(weights)), hidden, masked),
      transposed(extended).times(errors).elements
    )
  }

  /// The slopes of the encoder's weights from those of the features, `[examples, features]`.
  private func encoderSlopes(_ slopes: Matrix, _ hidden: Matrix, _ examples: Matrix) -> [Double] {
    let inner = Matrix(
      rows: hidden.rows, columns: features,
      elements: zip(slopes.elements, hidden.elements).map { $0 * (1 - $1 * $1) })
    return transposed(withBias(examples)).times(inner).elements
  }

  // MARK: - Parts

  private var encoderCount: Int { (inputs + 1) * features }

  private var encoder: Matrix {
    Matrix(
      rows: inputs + 1, columns: features, elements: Array(parameters[..<encoderCount]))
  }

  private var targetHead: [Double] {
    Array(parameters[encoderCount..<encoderCount + features + 1])
  }

  private var fillingHead: Matrix {
    Matrix(
      rows: features + 1, columns: inputs,
      elements: Array(parameters[(encoderCount + features + 1)...]))
  }

  /// The features of examples, `[examples, features]`.
  private func hidden(_ examples: Matrix) -> Matrix {
    var hidden = withBias(examples).times(encoder)
    for index in hidden.elements.indices { hidden.elements[index] = tanh(hidden.elements[index]) }
    return hidden
  }
}

/// Returns a matrix with a column of ones after its last.
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
