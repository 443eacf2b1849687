public import GSLNumerics
import TaskWeighting

/// A network that gives every example a soft label over the sub-classes of its class.
///
/// Follows Navon, Achituve, Maron, Chechik and Fetaya (2021), *Auxiliary Learning by Implicit Differentiation*
/// <https://arxiv.org/abs/2007.02693>, second use, with the constants of its code: a softmax over the
/// sub-classes of the example's class alone, five to a class. What the labels are for is in
/// `SubclassNetwork`, whose `slopes(byLabels:of:heldOut:)` this learns from. Ours: one hidden layer, and Adam instead
/// of momentum.
public struct LabelGenerator: Equatable, Sendable {
  /// The number of classes.
  public let classes: Int

  /// The number of sub-classes of each.
  public let subclasses: Int

  private var network: HiddenLayerNetwork
  private var descent: AdamDescent

  /// Creates a generator; a uniform number for each weight.
  ///
  /// - Parameters:
  ///   - inputs: The number of inputs, positive.
  ///   - features: The number of hidden features, positive.
  ///   - classes: The number of classes, positive.
  ///   - subclasses: The number of sub-classes of each, positive.
  ///   - learningRate: That of Adam.
  ///   - stream: Gives the first weights, by Glorot and Bengio's (2010) rule.
  public init(
    inputs: Int, features: Int, classes: Int, subclasses: Int = 5, learningRate: Double = 0.03,
    using stream: RandomStream
  ) {
    precondition(
      inputs > 0 && features > 0 && classes > 0 && subclasses > 0 && learningRate > 0,
      "inputs, features, classes, sub-classes and a positive learning rate are expected")
    self.classes = classes
    self.subclasses = subclasses
    network = HiddenLayerNetwork(
      inputs: inputs, features: features, heads: [classes * subclasses], using: stream)
    descent = AdamDescent(count: network.parameters.count, learningRate: learningRate)
  }

  /// The weights of the layer, `[inputs + 1, features]`, and of the head, `[features + 1, classes *
  /// subclasses]`, each with its biases at the end, one after the other.
  public var parameters: [Double] {
    get { network.parameters }
    set { network.replaceParameters(newValue) }
  }

  /// Returns the labels of examples, `[examples, classes * subclasses]`, class after class: none below zero, one
  /// in all for each example, zero outside its class.
  public func labels(of examples: ClassifiedExamples) -> Matrix {
    labels(of: examples, at: network.activations(of: examples.points))
  }

  /// Returns a gradient with respect to the parameters, `[parameters]`, by the chain rule from that with respect to
  /// the labels.
  ///
  /// - Parameters:
  ///   - slopes: The gradient with respect to the labels, `[examples, classes * subclasses]`.
  ///   - examples: The examples.
  public func parameterSlopes(byLabels slopes: Matrix, of examples: ClassifiedExamples) -> [Double]
  {
    let activations = network.activations(of: examples.points)
    var outputs = labels(of: examples, at: activations)
    for (row, own) in examples.classes.map(members).enumerated() {
      let mean = own.reduce(0) { $0 + outputs[row, $1] * slopes[row, $1] }
      for column in own { outputs[row, column] *= slopes[row, column] - mean }
    }
    var gradient = [Double](repeating: 0, count: parameters.count)
    network.addSlopes(of: 0, by: outputs, at: activations, to: &gradient)
    return gradient
  }

  /// Takes a step of Adam.
  ///
  /// - Parameters:
  ///   - slopes: The gradient of the loss with respect to the labels, `[examples, classes * subclasses]`.
  ///   - examples: The examples.
  public mutating func learn(byLabels slopes: Matrix, of examples: ClassifiedExamples) {
    descent.step(
      &network.parameters, down: parameterSlopes(byLabels: slopes, of: examples))
  }

  private func labels(
    of examples: ClassifiedExamples, at activations: HiddenLayerNetwork.Activations
  ) -> Matrix {
    let scores = network.outputs(of: 0, at: activations)
    var labels = Matrix(rows: scores.rows, columns: scores.columns)
    for (row, own) in examples.classes.map(members).enumerated() {
      for (column, share) in zip(own, softmax(own.map { scores[row, $0] })) {
        labels[row, column] = share
      }
    }
    return labels
  }

  private func members(of class: Int) -> Range<Int> {
    precondition(`class` < classes, "a class below \(classes) is expected, got \(`class`)")
    return `class` * subclasses..<(`class` + 1) * subclasses
  }
}
