public import GSLNumerics
import TaskWeighting

/// A classifier whose hidden layer also learns soft labels of sub-classes.
///
/// Follows Navon, Achituve, Maron, Chechik and Fetaya (2021), *Auxiliary Learning by Implicit Differentiation*
/// <https://arxiv.org/abs/2007.02693>, second use, with the constants of its code: the loss of the classes plus
/// 0.25 times that of the labels, and three terms of the series for the implicit derivative. Differs in plain
/// cross-entropies, where the code weighs each by how wrong it is, in no weight decay, and in that the auxiliary
/// head is among the parameters of the implicit derivative, as in the paper; the code leaves it out. Ours: one
/// hidden layer.
public struct SubclassNetwork: Equatable, Sendable {
  /// The weight of the labels' loss.
  public let auxiliaryWeight: Double

  private var network: HiddenLayerNetwork
  private var descent: AdamDescent

  /// Creates a network; a uniform number for each weight.
  ///
  /// - Parameters:
  ///   - inputs: The number of inputs, positive.
  ///   - features: The number of hidden features, positive.
  ///   - classes: The number of classes, positive.
  ///   - subclasses: The number of sub-classes of each, positive.
  ///   - auxiliaryWeight: The weight of the labels' loss, at least zero; with zero the classes are learned alone.
  ///   - learningRate: That of Adam.
  ///   - stream: Gives the first weights, by Glorot and Bengio's (2010) rule.
  public init(
    inputs: Int, features: Int, classes: Int, subclasses: Int = 5, auxiliaryWeight: Double = 0.25,
    learningRate: Double = 0.01, using stream: RandomStream
  ) {
    precondition(
      inputs > 0 && features > 0 && classes > 0 && subclasses > 0 && learningRate > 0,
      "inputs, features, classes, sub-classes and a positive learning rate are expected")
    precondition(
      auxiliaryWeight >= 0 && auxiliaryWeight.isFinite,
      "a weight of at least 0 is expected, got \(auxiliaryWeight)")
    self.auxiliaryWeight = auxiliaryWeight
    network = HiddenLayerNetwork(
      inputs: inputs, features: features, heads: [classes, classes * subclasses], using: stream)
    descent = AdamDescent(count: network.parameters.count, learningRate: learningRate)
  }

  /// The weights of the layer, `[inputs + 1, features]`, of the classes' head, `[features + 1, classes]`, and of
  /// the labels', `[features + 1, classes * subclasses]`, each with its biases at the end, one after the other.
  public var parameters: [Double] {
    get { network.parameters }
    set { network.replaceParameters(newValue) }
  }

  /// Returns the logarithm of each class's probability for points, `[examples, classes]`.
  public func logProbabilities(of points: Matrix) -> Matrix {
    logProbabilities(of: 0, at: network.activations(of: points))
  }

  /// Takes a step of Adam.
  ///
  /// - Parameters:
  ///   - examples: The examples.
  ///   - labels: Their labels, `[examples, classes * subclasses]`, one in all for each.
  public mutating func learn(_ examples: ClassifiedExamples, labels: Matrix) {
    descent.step(&network.parameters, down: objective(examples, labels: labels).gradient)
  }

  /// Returns the mean cross-entropy of the classes plus the weighted one of the labels, and its gradient,
  /// `[parameters]`.
  public func objective(
    _ examples: ClassifiedExamples, labels: Matrix
  ) -> (value: Double, gradient: [Double]) {
    let activations = network.activations(of: examples.points)
    var result = classification(examples, at: activations)
    if auxiliaryWeight > 0 {
      result.value += crossEntropy(
        of: 1, labels, weight: auxiliaryWeight, at: activations, gradient: &result.gradient)
    }
    return result
  }

  /// Returns the mean cross-entropy of the classes and its gradient, `[parameters]`.
  public func classification(
    _ examples: ClassifiedExamples
  ) -> (value: Double, gradient: [Double]) {
    classification(examples, at: network.activations(of: examples.points))
  }

  // MARK: - Implicit differentiation

  /// Returns the response of the classes' loss on held-out examples to the labels of the training examples,
  /// `[examples, classes * subclasses]`; a constant positive factor does not matter.
  ///
  /// With V the loss of the classes on held-out examples and L the training loss, it is −⟨q, ∂²L/∂θ∂y⟩, where
  /// H q = ∇V and H is the Hessian of L with respect to the parameters θ: by the implicit function theorem, the
  /// gradient where L is stationary. L is linear in the labels y, so the mixed derivative along q is the change of
  /// the log-probabilities. This change and the products with H are central differences, exact to about nine digits.
  ///
  /// - Parameters:
  ///   - labels: The labels, `[examples, classes * subclasses]`, one in all for each.
  ///   - examples: The examples that are trained on.
  ///   - heldOut: The held-out examples.
  ///   - terms: The terms of the series for q after the first.
  ///   - scale: The factor of the series, below two over the largest eigenvalue of H.
  public func slopes(
    byLabels labels: Matrix, of examples: ClassifiedExamples, heldOut: ClassifiedExamples,
    terms: Int = 3, scale: Double = 0.1
  ) -> Matrix {
    let solution = neumannSeries(
      from: classification(heldOut).gradient, terms: terms, scale: scale
    ) { direction in
      change(along: direction) { $0.objective(examples, labels: labels).gradient }
    }
    let unit = auxiliaryWeight / Double(labels.rows)
    let changes = change(along: solution) { moved in
      moved.logProbabilities(of: 1, at: moved.network.activations(of: examples.points)).elements
    }
    return Matrix(
      rows: labels.rows, columns: labels.columns, elements: changes.map { unit * $0 })
  }

  /// The slope of a function of the network along a direction of its parameters.
  private func change(
    along direction: [Double], of function: (SubclassNetwork) -> [Double]
  ) -> [Double] {
    let largest = direction.reduce(0) { max($0, abs($1)) }
    let step = largest > 0 ? 1e-5 / largest : 1
    var (below, above) = (self, self)
    for (index, part) in direction.enumerated() {
      below.network.parameters[index] -= step * part
      above.network.parameters[index] += step * part
    }
    return zip(function(above), function(below)).map { ($0 - $1) / (2 * step) }
  }

  // MARK: - Parts

  private func classification(
    _ examples: ClassifiedExamples, at activations: HiddenLayerNetwork.Activations
  ) -> (value: Double, gradient: [Double]) {
    var targets = Matrix(rows: examples.classes.count, columns: network.heads[0])
    for (row, own) in examples.classes.enumerated() { targets[row, own] = 1 }
    var gradient = [Double](repeating: 0, count: parameters.count)
    let value = crossEntropy(of: 0, targets, weight: 1, at: activations, gradient: &gradient)
    return (value, gradient)
  }

  private func crossEntropy(
    of head: Int, _ targets: Matrix, weight: Double,
    at activations: HiddenLayerNetwork.Activations, gradient: inout [Double]
  ) -> Double {
    let unit = weight / Double(targets.rows)
    var slopes = logProbabilities(of: head, at: activations)
    let value = -unit * dot(slopes.elements, targets.elements)
    for index in slopes.elements.indices {
      slopes.elements[index] = unit * (exp(slopes.elements[index]) - targets.elements[index])
    }
    network.addSlopes(of: head, by: slopes, at: activations, to: &gradient)
    return value
  }

  private func logProbabilities(
    of head: Int, at activations: HiddenLayerNetwork.Activations
  ) -> Matrix {
    var scores = network.outputs(of: head, at: activations)
    let (rows, columns) = (scores.rows, scores.columns)
    for row in 0..<rows {
      let own = row * columns..<(row + 1) * columns
      let largest = scores.elements[own].reduce(-.infinity) { max($0, $1) }
      let total = largest + log(scores.elements[own].reduce(0) { $0 + exp($1 - largest) })
      for index in own { scores.elements[index] -= total }
    }
    return scores
  }
}
