import GSLNumerics
import NumericalChecks
import ReferenceExperiments
import Testing

@Suite struct SubclassNetworkTests {
  /// Examples of two classes that nothing parts, so that every loss has a least value.
  private static func examples(_ count: Int, seed: UInt64) -> ClassifiedExamples {
    let stream = RandomStream(seed: seed)
    let points = (0..<count).map { _ in [stream.normal(), stream.normal()] }
    return ClassifiedExamples(
      points: Matrix(points),
      classes: points.map { stream.bernoulli(0.5 + 0.45 * tanh(3 * $0[0])) ? 1 : 0 })
  }

  private static let training = examples(120, seed: 1)
  private static let heldOut = examples(30, seed: 2)

  /// A generator that has learned some labels.
  private static func generator(seed: UInt64 = 3) -> LabelGenerator {
    var generator = LabelGenerator(
      inputs: 2, features: 2, classes: 2, subclasses: 2, learningRate: 0.1,
      using: RandomStream(seed: seed))
    var slopes = Matrix(rows: 120, columns: 4)
    for row in 0..<120 {
      for column in 0..<4 { slopes[row, column] = training.points[row, column % 2] }
    }
    for _ in 0..<20 { generator.learn(byLabels: slopes, of: training) }
    return generator
  }

  private static func network(weight: Double = 0.7) -> SubclassNetwork {
    SubclassNetwork(
      inputs: 2, features: 1, classes: 2, subclasses: 2, auxiliaryWeight: weight,
      using: RandomStream(seed: 4))
  }

  /// The loss written out, example by example.
  private static func loss(
    _ parameters: [Double], _ examples: ClassifiedExamples, _ labels: Matrix, weight: Double
  ) -> Double {
    let classes = Matrix(rows: 2, columns: 2, elements: Array(parameters[3..<7]))
    let subclasses = Matrix(rows: 2, columns: 4, elements: Array(parameters[7...]))
    var loss = 0.0
    for (row, own) in examples.classes.enumerated() {
      let feature = tanh(dot(examples.points.row(row) + [1], Array(parameters[..<3])))
      loss -= log(softmax(classes.transposedTimes([feature, 1]))[own])
      for (share, label) in zip(
        softmax(subclasses.transposedTimes([feature, 1])), labels.row(row))
      {
        loss -= weight * label * log(share)
      }
    }
    return loss / Double(examples.classes.count)
  }

  /// The network with the labels' loss at its least, to working precision.
  private static func trained(_ labels: Matrix, from start: SubclassNetwork) throws
    -> SubclassNetwork
  {
    var network = start
    network.parameters = try minimize(
      from: start.parameters, gradientTolerance: 1e-10, iterations: 5000
    ) { point, gradient in
      var moved = start
      moved.parameters = point
      let objective = moved.objective(training, labels: labels)
      gradient = objective.gradient
      return objective.value
    }.point
    return network
  }

  @Test(arguments: [0, 0.25, 2])
  func theObjectiveIsTheLossAndItsSlopes(weight: Double) {
    let labels = Self.generator().labels(of: Self.training)
    var network = Self.network(weight: weight)
    for _ in 0..<30 { network.learn(Self.training, labels: labels) }
    let (value, gradient) = network.objective(Self.training, labels: labels)
    #expect(
      isClose(value, Self.loss(network.parameters, Self.training, labels, weight: weight)))
    let isRight = isGradient(gradient, at: network.parameters) {
      Self.loss($0, Self.training, labels, weight: weight)
    }
    #expect(isRight)
    let alone = network.classification(Self.heldOut)
    let others = Self.generator().labels(of: Self.heldOut)
    #expect(isClose(alone.value, Self.loss(network.parameters, Self.heldOut, others, weight: 0)))
  }

  // MARK: - Labels

  @Test func labelsAreSharesOfTheOwnClass() {
    let labels = Self.generator().labels(of: Self.training)
    for (row, own) in Self.training.classes.enumerated() {
      let shares = labels.row(row)
      #expect(isClose(shares[own * 2..<own * 2 + 2].reduce(0, +), 1))
      #expect(shares[(1 - own) * 2..<(1 - own) * 2 + 2].allSatisfy { $0 == 0 })
      #expect(shares[own * 2..<own * 2 + 2].allSatisfy { $0 > 0 })
    }
  }

  @Test func theGeneratorsSlopesAreThoseOfWhatItsLabelsMake() {
    let stream = RandomStream(seed: 5)
    let slopes = Matrix(rows: 120, columns: 4, elements: (0..<480).map { _ in stream.normal() })
    var generator = Self.generator()
    for _ in 0..<5 { generator.learn(byLabels: slopes, of: Self.training) }
    func value(_ parameters: [Double]) -> Double {
      var moved = generator
      moved.parameters = parameters
      return dot(moved.labels(of: Self.training).elements, slopes.elements)
    }
    let isRight = isGradient(
      generator.parameterSlopes(byLabels: slopes, of: Self.training), at: generator.parameters,
      of: value)
    #expect(isRight)
    let before = Self.generator().labels(of: Self.training)
    #expect(value(generator.parameters) < dot(before.elements, slopes.elements))
  }

  // MARK: - Implicit differentiation

  /// At the least loss, the series of three terms is four steps of gradient descent, unrolled.
  @Test func threeTermsAreFourStepsUnrolled() throws {
    let (scale, generator) = (0.3, Self.generator())
    let labels = generator.labels(of: Self.training)
    let network = try Self.trained(labels, from: Self.network())
    let slopes = network.slopes(
      byLabels: labels, of: Self.training, heldOut: Self.heldOut, scale: scale)
    let expected = centralDifferences(at: generator.parameters) { parameters in
      var (moved, unrolled) = (generator, network)
      moved.parameters = parameters
      let labels = moved.labels(of: Self.training)
      for _ in 0..<4 {
        let gradient = unrolled.objective(Self.training, labels: labels).gradient
        unrolled.parameters = zip(unrolled.parameters, gradient).map { $0 - scale * $1 }
      }
      return unrolled.classification(Self.heldOut).value
    }
    let hyper = generator.parameterSlopes(byLabels: slopes, of: Self.training)
    #expect(isClose(hyper.map { $0 * scale }, expected, relative: 1e-5, absolute: 1e-7))
    #expect(expected.contains { abs($0) > 1e-3 })
  }

  /// With enough terms, it is how the held-out loss at the optimum follows the generator, but for the end of the
  /// series, some parts of which fade slowly.
  @Test func manyTermsAreTheSlopeOfTheOptimum() throws {
    let (scale, generator) = (0.5, Self.generator())
    let labels = generator.labels(of: Self.training)
    let network = try Self.trained(labels, from: Self.network())
    let slopes = network.slopes(
      byLabels: labels, of: Self.training, heldOut: Self.heldOut, terms: 10_000, scale: scale)
    let hyper = generator.parameterSlopes(byLabels: slopes, of: Self.training)
    let stream = RandomStream(seed: 6)
    for _ in 0..<3 {
      let direction = hyper.map { _ in stream.normal() }
      let values = try [-1e-4, 1e-4].map { length in
        var moved = generator
        moved.parameters = zip(moved.parameters, direction).map { $0 + length * $1 }
        return try Self.trained(moved.labels(of: Self.training), from: network)
          .classification(Self.heldOut).value
      }
      #expect(
        isClose(scale * dot(hyper, direction), (values[1] - values[0]) / 2e-4, relative: 0.05),
        "\(scale * dot(hyper, direction)), \((values[1] - values[0]) / 2e-4)")
    }
  }

  @Test func withoutWeightLabelsDoNotMatter() {
    let labels = Self.generator().labels(of: Self.training)
    let slopes = Self.network(weight: 0).slopes(
      byLabels: labels, of: Self.training, heldOut: Self.heldOut)
    #expect(slopes.elements.allSatisfy { $0 == 0 })
    let others = Self.generator(seed: 8).labels(of: Self.training)
    var (one, other) = (Self.network(weight: 0), Self.network(weight: 0))
    for _ in 0..<10 {
      one.learn(Self.training, labels: labels)
      other.learn(Self.training, labels: others)
    }
    #expect(one == other)
  }
}
