import GSLNumerics
import NumericalChecks
import ReferenceExperiments
import Testing

@Suite struct CompositeNetworkTests {
  private static func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    let stream = RandomStream(seed: seed)
    return Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { _ in stream.normal() })
  }

  private static func network(weight: Double, seed: UInt64 = 1) -> CompositeNetwork {
    CompositeNetwork(
      inputs: 4, features: 3, auxiliaryWeight: weight, using: RandomStream(seed: seed))
  }

  private static let examples = matrix(5, 4, seed: 2)
  private static let labels: [Double] = [0, 1, 1, 0, 1]
  private static let unlabelled = CompositeNetwork.MaskedInputs(
    matrix(7, 4, seed: 3), share: 0.4, using: RandomStream(seed: 4))

  /// The loss written out, example by example.
  private static func loss(_ parameters: [Double], weight: Double) -> Double {
    let encoder = Matrix(rows: 5, columns: 3, elements: Array(parameters[..<15]))
    let head = Array(parameters[15..<19])
    let filling = Matrix(rows: 4, columns: 4, elements: Array(parameters[19...]))
    func features(_ inputs: [Double]) -> [Double] {
      encoder.transposedTimes(inputs + [1]).map { tanh($0) } + [1]
    }
    var loss = 0.0
    for (row, label) in labels.enumerated() {
      let odds = dot(features(examples.row(row)), head)
      loss -= log(1 / (1 + exp(label > 0.5 ? -odds : odds))) / 5
    }
    var (errors, count) = (0.0, 0.0)
    for row in 0..<7 {
      let masked = (0..<4).map { unlabelled.isMasked[row * 4 + $0] }
      let inputs = unlabelled.whole.row(row)
      let said = filling.transposedTimes(features(zip(inputs, masked).map { $1 ? 0 : $0 }))
      for place in 0..<4 where masked[place] {
        errors += (said[place] - inputs[place]) * (said[place] - inputs[place])
        count += 1
      }
    }
    return loss + weight * errors / count
  }

  @Test(arguments: [0, 0.3, 2])
  func theObjectiveIsTheLossAndItsSlopes(weight: Double) {
    var network = Self.network(weight: weight)
    for _ in 0..<30 {
      network.learn(Self.examples, labels: Self.labels, unlabelled: Self.unlabelled)
    }
    #expect(network.parameters.count == 35)
    let (value, gradient) = network.objective(
      Self.examples, labels: Self.labels, unlabelled: Self.unlabelled)
    #expect(isClose(value, Self.loss(network.parameters, weight: weight)))
    let isRight = isGradient(gradient, at: network.parameters) { Self.loss($0, weight: weight) }
    #expect(isRight)
  }

  @Test func withoutWeightTheInputsWithoutLabelsDoNotMatter() {
    var (one, other) = (Self.network(weight: 0), Self.network(weight: 0))
    let others = CompositeNetwork.MaskedInputs(
      Self.matrix(2, 4, seed: 8), share: 1, using: RandomStream(seed: 9))
    for _ in 0..<10 {
      one.learn(Self.examples, labels: Self.labels, unlabelled: Self.unlabelled)
      other.learn(Self.examples, labels: Self.labels, unlabelled: others)
    }
    #expect(one == other)
  }

  @Test func maskingHidesAsManyNumbersAsItShould() {
    let inputs = Self.matrix(200, 50, seed: 5)
    for (share, range) in [(0, 0...0), (1, 10_000...10_000), (0.3, 2_800...3_200)] {
      let masked = CompositeNetwork.MaskedInputs(
        inputs, share: share, using: RandomStream(seed: 6))
      #expect(range.contains(masked.isMasked.count { $0 }))
      #expect(masked.whole == inputs)
    }
  }

  /// Nothing is masked, nothing is to be filled in: the loss is that of the classifier.
  @Test func withNothingMaskedTheClassifierIsAlone() {
    let bare = CompositeNetwork.MaskedInputs(
      Self.unlabelled.whole, share: 0, using: RandomStream(seed: 6))
    let (with, without) = (Self.network(weight: 1), Self.network(weight: 0))
    let together = with.objective(Self.examples, labels: Self.labels, unlabelled: bare)
    let alone = without.objective(Self.examples, labels: Self.labels, unlabelled: bare)
    #expect(together.value == alone.value && together.gradient == alone.gradient)
  }

  @Test func trainingTellsTheClassesApart() {
    let points = Self.matrix(60, 4, seed: 7)
    let labels = (0..<60).map { points[$0, 0] + points[$0, 1] > 0 ? 1.0 : 0 }
    var network = Self.network(weight: 0.3)
    for _ in 0..<400 { network.learn(points, labels: labels, unlabelled: Self.unlabelled) }
    let right = zip(network.logOdds(of: points), labels).count { ($0 > 0) == ($1 > 0.5) }
    #expect(right >= 59)
  }
}
