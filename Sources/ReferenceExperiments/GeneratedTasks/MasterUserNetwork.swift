public import GSLNumerics

/// A network with one hidden layer whose features are divided: every head reads all and trains its own.
///
/// Follows Rafiee et al. (2022), section 4 <https://arxiv.org/abs/2210.14361>: the hidden layer is cut into
/// slices of the same length, one for each auxiliary, and the main task has the rest; the gradient of a head
/// reaches the features of its own slice alone. So an auxiliary gives the main task features and takes none
/// from it. Ours: squared errors of regressions instead of temporal differences, biases, and one example
/// at a time.
public struct MasterUserNetwork: Equatable, Sendable {
  /// The parameters, or their gradient.
  public struct Weights: Equatable, Sendable {
    /// For each feature, a weight for each input, then its bias, `[features, inputs + 1]`.
    public var incoming: Matrix

    /// For each head, the main task's first, a weight for each feature, then its bias, `[heads, features + 1]`.
    public var outgoing: Matrix
  }

  /// The rate at which the traces move towards the features' magnitudes.
  private static let traceRate = 0.05

  /// The learned parameters.
  public private(set) var weights: Weights

  /// The features that each head trains, the main task's first.
  public let slices: [Range<Int>]

  /// A moving average of each feature's magnitude, `[features]`.
  public private(set) var traces: [Double]

  private var incomingDescent: RootMeanSquareDescent
  private var outgoingDescent: RootMeanSquareDescent

  /// Creates a network; a uniform number for each weight.
  ///
  /// - Parameters:
  ///   - inputs: The number of inputs.
  ///   - features: The number of features, at least as many as there are heads.
  ///   - auxiliaries: The number of heads beside the main task's.
  ///   - learningRate: The length of a weight's step for a typical gradient.
  ///   - stream: Gives the first weights, by Glorot and Bengio's (2010) rule.
  public init(
    inputs: Int, features: Int, auxiliaries: Int, learningRate: Double = 0.0025,
    using stream: RandomStream
  ) {
    precondition(
      inputs > 0 && auxiliaries >= 0 && features > auxiliaries && learningRate > 0,
      "an input, a feature for each head and a positive learning rate are expected")
    let length = features / (auxiliaries + 1)
    let own = features - length * auxiliaries
    slices =
      [0..<own] + (0..<auxiliaries).map { own + $0 * length..<own + ($0 + 1) * length }
    weights = Weights(
      incoming: Matrix(rows: features, columns: inputs + 1),
      outgoing: Matrix(rows: auxiliaries + 1, columns: features + 1))
    traces = Array(repeating: 0, count: features)
    incomingDescent = RootMeanSquareDescent(
      count: weights.incoming.elements.count, learningRate: learningRate)
    outgoingDescent = RootMeanSquareDescent(
      count: weights.outgoing.elements.count, learningRate: learningRate)
    for feature in 0..<features { beginAnew(feature: feature, using: stream) }
  }

  /// The number of features.
  public var features: Int { traces.count }

  /// The outputs of the heads for an example, `[heads]`.
  ///
  /// - Parameter inputs: The example, `[inputs]`.
  public func predictions(for inputs: [Double]) -> [Double] {
    weights.outgoing.times(activations(of: inputs + [1]) + [1])
  }

  /// Returns the gradient of half of each head's squared error with respect to its own slice and its own weights.
  ///
  /// - Parameters:
  ///   - inputs: An example, `[inputs]`.
  ///   - targets: The target of each head, `[heads]`.
  public func gradient(at inputs: [Double], targets: [Double]) -> Weights {
    let extended = inputs + [1]
    return gradient(at: extended, targets, activations(of: extended) + [1])
  }

  /// Takes a step with an example.
  ///
  /// - Parameters:
  ///   - inputs: The example, `[inputs]`.
  ///   - targets: The target of each head, `[heads]`.
  public mutating func learn(_ inputs: [Double], targets: [Double]) {
    let extended = inputs + [1]
    let activations = activations(of: extended)
    for (feature, activation) in activations.enumerated() {
      traces[feature] += Self.traceRate * (abs(activation) - traces[feature])
    }
    let gradient = gradient(at: extended, targets, activations + [1])
    incomingDescent.step(&weights.incoming.elements, down: gradient.incoming.elements)
    outgoingDescent.step(&weights.outgoing.elements, down: gradient.outgoing.elements)
  }

  private func activations(of extended: [Double]) -> [Double] {
    weights.incoming.times(extended).map { tanh($0) }
  }

  private func gradient(
    at extended: [Double], _ targets: [Double], _ activations: [Double]
  ) -> Weights {
    precondition(targets.count == slices.count, "\(slices.count) targets are expected")
    let outgoing = weights.outgoing.elements
    let errors = zip(weights.outgoing.times(activations), targets).map { $0 - $1 }
    var (incomingSlopes, outgoingSlopes) = ([Double](), [Double]())
    incomingSlopes.reserveCapacity(weights.incoming.elements.count)
    outgoingSlopes.reserveCapacity(outgoing.count)
    for (head, slice) in slices.enumerated() {
      for activation in activations { outgoingSlopes.append(errors[head] * activation) }
      for feature in slice {
        let weight = outgoing[head * activations.count + feature]
        let slope = errors[head] * weight * (1 - activations[feature] * activations[feature])
        for input in extended { incomingSlopes.append(slope * input) }
      }
    }
    return Weights(
      incoming: Matrix(
        rows: features, columns: extended.count, elements: incomingSlopes),
      outgoing: Matrix(
        rows: slices.count, columns: activations.count, elements: outgoingSlopes))
  }

  // MARK: - Renewing

  /// The utility of each auxiliary to the main task, `[auxiliaries]`: the sum over its slice of the trace times
  /// the magnitude of the main task's weight.
  public var utilities: [Double] {
    slices.dropFirst().map { slice in
      slice.reduce(0) { $0 + traces[$1] * abs(weights.outgoing[0, $1]) }
    }
  }

  /// Resets some auxiliaries; a uniform number for each weight that is reset.
  ///
  /// The weights to and from the features of their slices are drawn again, and their traces become the median
  /// of the features that stay. Ours: the other weights of their heads, which were another task's, are drawn
  /// again as well.
  ///
  /// - Parameters:
  ///   - auxiliaries: Their indices.
  ///   - stream: Gives the weights.
  public mutating func renew(_ auxiliaries: [Int], using stream: RandomStream) {
    let staying = slices.indices.filter { !auxiliaries.contains($0 - 1) }.flatMap { slices[$0] }
    let trace = upperMedian(staying.map { traces[$0] })
    for auxiliary in auxiliaries {
      for feature in slices[auxiliary + 1] {
        beginAnew(feature: feature, using: stream)
        traces[feature] = trace
      }
      for feature in 0...features where !slices[auxiliary + 1].contains(feature) {
        draw(head: auxiliary + 1, feature, using: stream)
      }
    }
  }

  private mutating func beginAnew(feature: Int, using stream: RandomStream) {
    let inputs = weights.incoming.columns - 1
    let bound = (6 / Double(inputs + features)).squareRoot()
    for input in 0...inputs {
      weights.incoming[feature, input] = input < inputs ? bound * (2 * stream.uniform() - 1) : 0
      incomingDescent.forget(feature * (inputs + 1) + input)
    }
    for head in slices.indices { draw(head: head, feature, using: stream) }
  }

  /// Draws the weight of a feature in a head; the bias, which comes after the last feature, is zero.
  private mutating func draw(head: Int, _ feature: Int, using stream: RandomStream) {
    let bound = (6 / Double(features + slices.count)).squareRoot()
    weights.outgoing[head, feature] =
      feature < features ? bound * (2 * stream.uniform() - 1) : 0
    outgoingDescent.forget(head * (features + 1) + feature)
  }
}

/// Returns the upper median of some values; zero for none.
private func upperMedian(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.sorted()[values.count / 2]
}
