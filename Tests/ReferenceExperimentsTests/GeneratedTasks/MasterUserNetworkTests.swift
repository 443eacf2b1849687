import GSLNumerics
import NumericalChecks
import ReferenceExperiments
import Testing

@Suite struct MasterUserNetworkTests {
  private static func network(
    inputs: Int = 3, features: Int = 8, auxiliaries: Int = 2, learningRate: Double = 0.0025,
    seed: UInt64 = 1
  ) -> MasterUserNetwork {
    MasterUserNetwork(
      inputs: inputs, features: features, auxiliaries: auxiliaries, learningRate: learningRate,
      using: RandomStream(seed: seed))
  }

  private static func halfSquare(_ value: Double) -> Double { 0.5 * value * value }

  /// What a head says by weights of which some are moved.
  private static func predictions(
    _ weights: MasterUserNetwork.Weights, _ inputs: [Double]
  ) -> [Double] {
    let features = weights.incoming.times(inputs + [1]).map { tanh($0) }
    return weights.outgoing.times(features + [1])
  }

  @Test func theMainTaskHasTheRemainder() {
    #expect(Self.network().slices == [0..<4, 4..<6, 6..<8])
    #expect(Self.network(features: 9).slices == [0..<3, 3..<6, 6..<9])
    #expect(Self.network(auxiliaries: 0).slices == [0..<8])
    #expect(Self.network(features: 3).slices == [0..<1, 1..<2, 2..<3])
  }

  /// The features of each slice go down the loss of its head, and of no other; so do the weights of a head.
  @Test(arguments: 1...4)
  func theGradientIsThatOfEachHeadOnItsOwnSlice(seed: UInt64) {
    var network = Self.network(seed: seed)
    let stream = RandomStream(seed: 100 + seed)
    func normals(_ count: Int) -> [Double] { (0..<count).map { _ in stream.normal() } }
    for _ in 0..<20 { network.learn(normals(3), targets: normals(3)) }
    let (inputs, targets) = (normals(3), normals(3))
    let gradient = network.gradient(at: inputs, targets: targets)
    for (head, slice) in network.slices.enumerated() {
      for feature in slice {
        let isRight = isGradient(
          gradient.incoming.row(feature), at: network.weights.incoming.row(feature)
        ) { row in
          var weights = network.weights
          for (column, weight) in row.enumerated() { weights.incoming[feature, column] = weight }
          return Self.halfSquare(Self.predictions(weights, inputs)[head] - targets[head])
        }
        #expect(isRight, "feature \(feature)")
      }
      let isRight = isGradient(
        gradient.outgoing.row(head), at: network.weights.outgoing.row(head)
      ) { row in
        var weights = network.weights
        for (column, weight) in row.enumerated() { weights.outgoing[head, column] = weight }
        return Self.halfSquare(Self.predictions(weights, inputs)[head] - targets[head])
      }
      #expect(isRight, "head \(head)")
    }
  }

  @Test func whatIsSaidReadsAllFeatures() {
    let network = Self.network()
    let said = network.predictions(for: [0.3, -1, 2])
    #expect(isClose(said, Self.predictions(network.weights, [0.3, -1, 2])))
    #expect(network.weights.outgoing.elements.count { $0 != 0 } == 3 * 8)
  }

  /// An auxiliary can neither hurt nor help the main task's own features.
  @Test func anAuxiliaryLeavesTheMainTasksFeaturesAlone() {
    var (one, other) = (Self.network(), Self.network())
    let first = one.weights.incoming
    one.learn([1, 2, 3], targets: [0.5, 1, 1])
    other.learn([1, 2, 3], targets: [0.5, -7, 3])
    for feature in 0..<4 {
      #expect(one.weights.incoming.row(feature) == other.weights.incoming.row(feature))
    }
    #expect(one.weights.incoming.row(4) != other.weights.incoming.row(4))
    #expect(one.weights.incoming.row(0) != first.row(0))
  }

  /// However large the errors are, no first step is a leap.
  @Test(arguments: [1e3, 1, 1e-3])
  func theFirstStepIsAsLongAsTheLearningRate(target: Double) {
    let first = Self.network(learningRate: 0.01)
    var network = first
    network.learn([1, 1, 1], targets: [target, -target, target])
    for (weight, old) in zip(
      network.weights.outgoing.elements + network.weights.incoming.elements,
      first.weights.outgoing.elements + first.weights.incoming.elements)
    {
      #expect(isClose(abs(weight - old), 0.01, relative: 1e-4))
    }
  }

  @Test func tracesFollowTheFeaturesMagnitudes() {
    var network = Self.network()
    let first = network.weights.incoming.times([1, -1, 0.5, 1]).map { abs(tanh($0)) }
    network.learn([1, -1, 0.5], targets: [0, 0, 0])
    #expect(isClose(network.traces, first.map { 0.05 * $0 }))
    let second = network.weights.incoming.times([2, 0, 1, 1]).map { abs(tanh($0)) }
    network.learn([2, 0, 1], targets: [0, 0, 0])
    #expect(
      isClose(network.traces, zip(first, second).map { 0.95 * 0.05 * $0 + 0.05 * $1 }))
    let utility = (4..<6).reduce(0) {
      $0 + network.traces[$1] * abs(network.weights.outgoing[0, $1])
    }
    #expect(isClose(network.utilities[0], utility))
    #expect(network.utilities.count == 2)
  }

  // MARK: - Renewing

  @Test func whoBeginsAnewKeepsNothingAndTheOthersEverything() {
    var network = Self.network()
    let stream = RandomStream(seed: 9)
    for _ in 0..<50 {
      network.learn(
        (0..<3).map { _ in stream.normal() }, targets: (0..<3).map { _ in stream.normal() })
    }
    let before = network
    network.renew([1], using: stream)
    for feature in 0..<6 {
      #expect(network.weights.incoming.row(feature) == before.weights.incoming.row(feature))
      #expect(network.traces[feature] == before.traces[feature])
      for head in 0..<2 {
        #expect(network.weights.outgoing[head, feature] == before.weights.outgoing[head, feature])
      }
      #expect(network.weights.outgoing[2, feature] != before.weights.outgoing[2, feature])
    }
    let trace = before.traces[..<6].sorted()[3]
    for feature in 6..<8 {
      #expect(network.weights.incoming[feature, 3] == 0)
      for input in 0..<3 {
        let (new, old) = (network.weights.incoming, before.weights.incoming)
        #expect(new[feature, input] != old[feature, input])
        #expect(abs(new[feature, input]) < (6.0 / 11).squareRoot())
      }
      #expect(network.traces[feature] == trace)
      for head in 0..<3 {
        #expect(network.weights.outgoing[head, feature] != before.weights.outgoing[head, feature])
        #expect(abs(network.weights.outgoing[head, feature]) < (6.0 / 11).squareRoot())
      }
    }
    #expect(network.weights.outgoing[2, 8] == 0)
    #expect(network.weights.outgoing[0, 8] == before.weights.outgoing[0, 8])
    // Its first step is no leap, however long the others have gone on.
    let anew = network
    network.learn([1, 1, 1], targets: [1, 1, 1])
    for input in 0...3 {
      let step = abs(network.weights.incoming[7, input] - anew.weights.incoming[7, input])
      #expect(step <= 0.0025 + 1e-9)
    }
  }

  @Test func aNetworkLearnsItsTasks() {
    var network = Self.network(inputs: 2, features: 12, learningRate: 0.01)
    let stream = RandomStream(seed: 3)
    var errors: [Double] = []
    for _ in 0..<4000 {
      let (a, b) = (stream.normal(), stream.normal())
      let targets = [tanh(a + b), tanh(2 * a), tanh(a - b)]
      let excess = zip(network.predictions(for: [a, b]), targets).map { $0 - $1 }
      errors.append(dot(excess, excess))
      network.learn([a, b], targets: targets)
    }
    let (first, last) = (errors.prefix(50).reduce(0, +) / 50, errors.suffix(500).reduce(0, +) / 500)
    #expect(last < 0.05 * first)
  }
}
