public import GSLNumerics
import TaskWeighting

/// A classifier whose hidden layer also reconstructs masked inputs, which need no labels.
///
/// **An interpretation** of composite learning (Kanakis et al. 2022 <https://arxiv.org/abs/2210.07239>), of
/// which only the abstract was at hand: a target's loss and a self-supervised one through the same encoder. The
/// network, the reconstruction of masked numbers, and the weight λ of its loss are ours: the mean cross-entropy of the
/// labelled examples plus λ times the mean squared error of the numbers that were masked.
public struct CompositeNetwork: Equatable, Sendable {
  /// Inputs some of whose numbers were replaced by zero.
  public struct MaskedInputs: Equatable, Sendable {
    /// The unmasked inputs, `[examples, inputs]`.
    public let whole: Matrix

    /// Whether each number was masked, `[examples * inputs]`, row after row.
    public let isMasked: [Bool]

    /// Masks each number with the same probability; a uniform number for each.
    public init(_ whole: Matrix, share: Double, using stream: RandomStream) {
      precondition((0...1).contains(share), "a share in 0...1 is expected, got \(share)")
      self.whole = whole
      isMasked = whole.elements.indices.map { _ in stream.bernoulli(share) }
    }

    /// The masked inputs of the encoder.
    var masked: Matrix {
      Matrix(
        rows: whole.rows, columns: whole.columns,
        elements: zip(whole.elements, isMasked).map { $1 ? 0 : $0 })
    }
  }

  /// The weight λ of the self-supervised loss.
  public let auxiliaryWeight: Double

  private var network: HiddenLayerNetwork
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
    self.auxiliaryWeight = auxiliaryWeight
    network = HiddenLayerNetwork(
      inputs: inputs, features: features, heads: [1, inputs], using: stream)
    descent = AdamDescent(count: network.parameters.count, learningRate: learningRate)
  }

  /// The number of inputs.
  public var inputs: Int { network.inputs }

  /// The number of hidden features.
  public var features: Int { network.features }

  /// The weights of the encoder, `[inputs + 1, features]`, of the target's head, `[features + 1]`, and of the
  /// one that fills in, `[features + 1, inputs]`, each with its biases at the end, one after the other.
  public var parameters: [Double] { network.parameters }

  /// The log-odds of each example's class being the second, `[examples]`.
  public func logOdds(of examples: Matrix) -> [Double] {
    network.outputs(of: 0, at: network.activations(of: examples)).elements
  }

  /// Takes a step of Adam.
  ///
  /// - Parameters:
  ///   - examples: The labelled examples, `[examples, inputs]`.
  ///   - labels: One or zero for each, `[examples]`.
  ///   - unlabelled: Inputs to fill in; not looked at where λ is zero.
  public mutating func learn(_ examples: Matrix, labels: [Double], unlabelled: MaskedInputs) {
    let gradient = objective(examples, labels: labels, unlabelled: unlabelled).gradient
    descent.step(&network.parameters, down: gradient)
  }

  /// Returns the loss and its gradient, `[parameters]`.
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
    var gradient = [Double](repeating: 0, count: parameters.count)
    var value = addClassification(examples, labels, to: &gradient)
    if auxiliaryWeight > 0 { value += addFilling(unlabelled, to: &gradient) }
    return (value, gradient)
  }

  /// Returns the cross-entropy and adds its gradient.
  private func addClassification(
    _ examples: Matrix, _ labels: [Double], to gradient: inout [Double]
  ) -> Double {
    let activations = network.activations(of: examples)
    let unit = 1 / Double(labels.count)
    var value = 0.0
    var errors = network.outputs(of: 0, at: activations)
    for (index, label) in labels.enumerated() {
      let odds = errors.elements[index]
      value += unit * (max(odds, 0) - odds * label + log1p(exp(-abs(odds))))
      errors.elements[index] = unit * (1 / (1 + exp(-odds)) - label)
    }
    network.addSlopes(of: 0, by: errors, at: activations, to: &gradient)
    return value
  }

  /// Returns λ times the mean squared error of the masked numbers and adds its gradient.
  private func addFilling(_ inputs: MaskedInputs, to gradient: inout [Double]) -> Double {
    let activations = network.activations(of: inputs.masked)
    let count = inputs.isMasked.count { $0 }
    let unit = auxiliaryWeight / Double(max(count, 1))
    var value = 0.0
    var errors = network.outputs(of: 1, at: activations)
    for index in errors.elements.indices {
      let error = inputs.isMasked[index] ? errors.elements[index] - inputs.whole.elements[index] : 0
      value += unit * error * error
      errors.elements[index] = 2 * unit * error
    }
    network.addSlopes(of: 1, by: errors, at: activations, to: &gradient)
    return value
  }
}
